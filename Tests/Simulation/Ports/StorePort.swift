import Admission
import Jobs
import TestSupport

/// The store, as one process sees it.
struct StorePort: JobStore {
    private let life: Confined<Life>
    private let store: Confined<SimulatedStore>

    init(_ life: Life, _ store: SimulatedStore) {
        self.life = Confined(life)
        self.store = Confined(store)
    }

    func receive(_ arrival: Arrival) async throws(StoreError) -> Reception {
        guard life.value.stage.scenario.joinsSteps else {
            if let reception = Reception(judged: try await judge(arrival)) { return reception }
            return .begun(try await begin(arrival))
        }
        return try await ask(.receive, arrival) { steps, rows, now throws(StoreError) in
            try steps.receive(arrival, in: &rows, at: now)
        }
    }

    func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement {
        try await ask(.judge, arrival) { steps, rows, now throws(StoreError) in
            try steps.judge(arrival, in: &rows, at: now)
        }
    }

    func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning {
        try await ask(.begin, arrival) { steps, rows, now throws(StoreError) in
            try steps.begin(arrival, in: &rows, at: now)
        }
    }

    func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await ask(.conclude, arrival) { steps, rows, now throws(StoreError) in
            try steps.conclude(arrival, result, in: &rows, at: now)
        }
    }

    func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await ask(.rescue, arrival) { steps, rows, now throws(StoreError) in
            try steps.rescue(arrival, by: detour, in: &rows, at: now)
        }
    }

    func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await ask(.endRescue, arrival) { steps, rows, now throws(StoreError) in
            try steps.endRescue(arrival, isOver: isOver, in: &rows, at: now)
        }
    }

    func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await ask(.reserve, of: 0) { steps, rows, now throws(StoreError) in
            try steps.reserve(segments, of: throttle, in: &rows, at: now)
        }
    }

    func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        let job = tags.lazy.compactMap { Request.number($0.text) }.first ?? 0
        return try await ask(.hear, of: job) { steps, rows, now throws(StoreError) in
            try steps.hear(tags, isDelivered: isDelivered, in: &rows, at: now)
        }
    }

    func verify(_ id: JobID) async throws(StoreError) -> Bool { false }

    func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool {
        try await ask(.tryOnce, of: 0) { steps, rows, now throws(StoreError) in
            try steps.tryOnce(suspect, in: &rows, at: now)
        }
    }

    func acquit(_ suspect: Suspect) async throws(StoreError) {
        try await ask(.acquit, of: 0) { steps, rows, now throws(StoreError) in
            try steps.acquit(suspect, in: &rows, at: now)
        }
    }

    private typealias Work<Answer> = (JobSteps, inout MemoryTransaction, Timestamp) throws(StoreError) -> Answer

    /// Does the step, and lets the ledger see what the row has come to.
    private func ask<Answer: Sendable>(
        _ step: SimulatedStore.Step, _ arrival: Arrival, _ work: @escaping Work<Answer>
    ) async throws(StoreError) -> Answer {
        let (id, life) = (arrival.job.id, life.value)
        let (job, ledger, stage) = (Request.number(id.text) ?? 0, life.stage.ledger, life.stage)
        return try await ask(step, of: job, arrival) { steps, rows, now throws(StoreError) in
            let before = rows.records[id]
            let answer = try work(steps, &rows, now)
            guard let after = rows.records[id], after != before else { return answer }
            if before == nil, !after.hasEnded { ledger.admitted(job, at: now) }
            if after.isDetoured, before?.isDetoured != true {
                ledger.counts(job, by: arrival.job.channel == .sms ? .email : .sms, at: now)
            }
            if let hold = after.onWire, hold.token == arrival.token,
                before?.onWire != hold || before?.attempts != after.attempts
            {
                ledger.granted(job, to: life.number, isRescue: after.hasEnded, at: stage.now)
            }
            return answer
        }
    }

    private func ask<Answer: Sendable>(
        _ step: SimulatedStore.Step, of job: Int, _ arrival: Arrival? = nil, _ work: @escaping Work<Answer>
    ) async throws(StoreError) -> Answer {
        let (life, store) = (life.value, store.value)
        await life.meet(job)
        guard !life.isDead else { throw Self.killed }
        let result: Result<Answer, StoreError> = await withUnsafeContinuation { continuation in
            store.take(
                step, of: job, arrival,
                { rows, now throws(StoreError) in try work(store.steps, &rows, now) },
                { continuation.resume(returning: $0) })
        }
        await life.meet(job)
        guard !life.isDead else { throw Self.killed }
        return try result.get()
    }

    private static let killed = StoreError(.unavailable, "killed")
}

extension Reception {
    /// `nil` for a claim.
    fileprivate init?(judged judgement: Judgement) {
        switch judgement {
        case .ended(let event): self = .ended(event)
        case .repeated(let event): self = .repeated(event)
        case .duplicate: self = .duplicate
        case .held(let wait): self = .held(for: wait)
        case .claimed: return nil
        }
    }
}

extension JobRecord {
    var hasEnded: Bool {
        if case .ended = state { true } else { false }
    }
}
