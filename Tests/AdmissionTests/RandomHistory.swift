import Admission
import Jobs
import TestSupport

/// One random history of a few jobs of one subject between a broker, a store and some workers.
///
/// Copies come in any order; a worker may die, or sleep past its lease, between any two steps; attempts end in any way;
/// the store's clock is set back a little.
/// What the contract forbids is collected in `violations`.
struct RandomHistory {
    private struct Worker {
        enum Phase {
            case arrived
            case claimed
            /// The attempt is over on the wire, but not yet told to the store.
            case attempted(AttemptResult, onWireUntil: Timestamp)
            /// Looks after a job that was sent.
            case watching
            case rescuing(isOver: Bool, onWireUntil: Timestamp)
        }

        let copy: Arrival
        var phase = Phase.arrived
    }

    private(set) var violations: [String] = []
    private(set) var sends: [JobID: Int] = [:]
    private(set) var published: [String: OutcomeEvent] = [:]
    private(set) var store = MemoryTransaction()

    private let steps: JobSteps
    private let onUnknown: AdmissionRules.OnUnknown
    private var random: SeededGenerator
    private var now = noon
    /// By how much the store's clock was set back, or its failovers led to clocks that are behind.
    private var behind = Duration.zero
    private var storeNow: Timestamp { now - behind }
    private var broker: [Job] = []
    private var workers: [Worker] = []
    private var faults = 6
    private var accepted: Set<JobID> = []
    private var admitted: [JobID: JobOrder] = [:]
    /// Jobs of which the store cannot know whether they were sent.
    private var doubtful: Set<JobID> = []

    init(seed: UInt64, jobs: [Job], rules: AdmissionRules, onUnknown: AdmissionRules.OnUnknown) {
        random = SeededGenerator(seed: seed)
        steps = JobSteps(rules: rules)
        self.onUnknown = onUnknown
        broker = jobs
    }

    /// Runs until every copy is acknowledged.
    mutating func run() throws(StoreError) {
        var turns = 0
        while !broker.isEmpty || !workers.isEmpty {
            turns += 1
            if turns > 5_000 { return violations.append("the history does not end") }
            if random.next() % 12 == 0 { now = now + .seconds(Int64(random.next() % 45)) }
            if random.next() % 24 == 0, behind < .seconds(5) { behind += .milliseconds(Int64(random.next() % 1_000)) }
            if workers.count < 3, !broker.isEmpty, workers.isEmpty || random.next() % 2 == 0 {
                let job = broker.remove(at: Int(random.next() % UInt64(broker.count)))
                let arrival = Arrival(job, hash: PlainHash(), receivedAt: now, objection: nil, token: random.next() | 1)
                workers.append(Worker(copy: arrival))
            } else if !workers.isEmpty {
                try turn(workers.remove(at: Int(random.next() % UInt64(workers.count))))
            }
        }
    }

    private mutating func turn(_ worker: Worker) throws(StoreError) {
        if faults > 0, random.next() % 8 == 0 {
            faults -= 1
            switch worker.phase {
            case .attempted: doubtful.insert(worker.copy.job.id)
            case .watching, .rescuing: return workers.append(asleep(worker))
            case .arrived, .claimed: break
            }
            broker.append(worker.copy.job)
            if random.next() % 2 == 0 { return }  // killed: the broker delivers the copy again
            now = now + .seconds(31)  // cut off, and asleep past its lease: another takes the copy meanwhile
            return workers.append(worker)
        }
        switch worker.phase {
        case .arrived where random.next() % 8 == 0: try loseAnswer(worker)
        case .arrived: try judge(worker)
        case .claimed: try begin(worker)
        case .attempted(let result, _): try conclude(worker, result)
        case .watching: try watch(worker)
        case .rescuing(let isOver, _):
            try steps.endRescue(worker.copy, isOver: isOver, in: &store, at: storeNow)
            if !isOver { workers.append(Worker(copy: worker.copy, phase: .watching)) }
        }
    }

    /// Killed, or past its lease: the copy is delivered again, and begins to watch anew.
    private mutating func asleep(_ worker: Worker) -> Worker {
        now = now + .seconds(31)
        let arrival = Arrival(
            worker.copy.job, hash: PlainHash(), receivedAt: now, objection: nil, token: random.next() | 1)
        return Worker(copy: arrival, phase: .watching)
    }

    /// The store takes the step, but nobody hears of it; the worker asks again under the same token.
    private mutating func loseAnswer(_ worker: Worker) throws(StoreError) {
        let id = worker.copy.job.id
        let isNew = store.records[id] == nil
        _ = try steps.receive(worker.copy, in: &store, at: storeNow)
        switch store.records[id]?.state {
        case .sending:
            // If the worker is gone before it hears, nobody can know that nothing left.
            doubtful.insert(id)
            if isNew { admitted[id] = worker.copy.order }
        case .claimed, .waiting: if isNew { admitted[id] = worker.copy.order }
        case .ended, nil: break
        }
        workers.append(worker)
    }

    private mutating func judge(_ worker: Worker) throws(StoreError) {
        let isNew = store.records[worker.copy.job.id] == nil
        switch try steps.judge(worker.copy, in: &store, at: storeNow) {
        case .claimed:
            if isNew { admitted[worker.copy.job.id] = worker.copy.order }
            workers.append(Worker(copy: worker.copy, phase: .claimed))
        case .ended(let event), .repeated(let event): publish(event)
        case .duplicate: publish(OutcomeEvent(duplicate: worker.copy.job, fingerprint: "other"))
        case .held: broker.append(worker.copy.job)
        }
    }

    private mutating func begin(_ worker: Worker) throws(StoreError) {
        switch try steps.begin(worker.copy, in: &store, at: storeNow) {
        case .send: attempt(worker)
        case .ended(let event): publish(event)
        case .wait: broker.append(worker.copy.job)
        case .lost: workers.append(Worker(copy: worker.copy))
        }
    }

    private mutating func attempt(_ worker: Worker) {
        checkBeforeWrite(worker.copy)
        let id = worker.copy.job.id
        let ways: [Setback.Next] = [
            .tryNow, .wait, .detour(Detour(of: worker.copy.job, to: .email, hash: PlainHash())),
        ]
        let setback = Setback(
            provider: "p", answer: random.next() % 4 == 0 ? .refused : .retry, next: ways[Int(random.next() % 3)])
        let result: AttemptResult
        switch random.next() % 6 {
        case 0: result = .refused(provider: "p")
        case 1, 2: result = .notSent(setback)
        case 5: result = .untried(setback)
        case 3:
            result = .maybeSent(setback)
            doubtful.insert(id)
            if random.next() % 2 == 0 { sends[id, default: 0] += 1 }
        default:
            let tag = MessageTag(gateway: "p", text: id.text)
            result = .accepted(
                Acceptance(channel: .sms, provider: "p", providerMessageID: nil, segments: 1, tags: [tag]))
            sends[id, default: 0] += 1
        }
        workers.append(Worker(copy: worker.copy, phase: .attempted(result, onWireUntil: now + steps.rules.lease)))
    }

    private mutating func conclude(_ worker: Worker, _ result: AttemptResult) throws(StoreError) {
        switch try steps.conclude(worker.copy, result, in: &store, at: storeNow) {
        case .ended(let event):
            publish(event)
            if case .sent? = event.fate { workers.append(Worker(copy: worker.copy, phase: .watching)) }
        case .claimed: workers.append(Worker(copy: worker.copy, phase: .claimed))
        case .released: broker.append(worker.copy.job)
        case .lost:
            doubtful.insert(worker.copy.job.id)
            workers.append(Worker(copy: worker.copy))
        }
    }

    /// The receipt may come meanwhile, and say what it likes.
    private mutating func watch(_ worker: Worker) throws(StoreError) {
        let id = worker.copy.job.id
        if random.next() % 4 == 0 {
            let tag = MessageTag(gateway: "p", text: id.text)
            let isDelivered = random.next() % 3 == 0
            if case .tell(let event) = try steps.hear([tag], isDelivered: isDelivered, in: &store, at: storeNow) {
                publish(event)
            }
        }
        let detour = random.next() % 2 == 0 ? Detour(of: worker.copy.job, to: .email, hash: PlainHash()) : nil
        switch try steps.rescue(worker.copy, by: detour, in: &store, at: storeNow) {
        case .over: break
        case .wait: workers.append(worker)
        case .send:
            checkBeforeRescue(worker.copy)
            let phase = Worker.Phase.rescuing(isOver: random.next() % 2 == 0, onWireUntil: now + steps.rules.lease)
            workers.append(Worker(copy: worker.copy, phase: phase))
        }
    }

    private mutating func checkBeforeRescue(_ copy: Arrival) {
        let events = ["delivered", "undelivered"].filter { published["\(copy.job.id).\($0)"] != nil }
        if events != ["undelivered"] { violations.append("\(copy.job.id) goes out once more after \(events)") }
        checkOrder(copy)
    }

    private mutating func checkBeforeWrite(_ copy: Arrival) {
        checkOrder(copy)
        if onUnknown == .drop, sends[copy.job.id, default: 0] > 0 {
            violations.append("\(copy.job.id) is sent again although the policy is drop")
        }
        if accepted.contains(copy.job.id) { violations.append("\(copy.job.id) begins after it was sent") }
    }

    private mutating func checkOrder(_ copy: Arrival) {
        if now >= copy.job.expiresAt { violations.append("\(copy.job.id) begins after its expiry") }
        if admitted.contains(where: { $0.key != copy.job.id && $0.value > copy.order }) {
            violations.append("\(copy.job.id) begins although a newer one was admitted")
        }
        for worker in workers {
            switch worker.phase {
            case .attempted(_, let end) where end > now, .rescuing(_, let end) where end > now:
                violations.append("\(copy.job.id) begins while \(worker.copy.job.id) is on the wire")
            case .attempted, .rescuing, .arrived, .claimed, .watching: break
            }
        }
    }

    private mutating func publish(_ event: OutcomeEvent) {
        if let first = published[event.id], first != event {
            violations.append("\(event.id) was told with two contents")
        }
        published[event.id] = event
        if event.id.hasSuffix(".sent"), let id = JobID(String(event.id.dropLast(5))) { accepted.insert(id) }
    }

    /// What must hold when everything is over.
    mutating func checkEnd() {
        for record in store.records.values {
            guard case .ended(let event) = record.state else {
                violations.append("\(record.id) has not ended")
                continue
            }
            if published[event.id] != event { violations.append("\(record.id) was not told as it ended") }
            let told = published.keys.filter { id in
                id.hasPrefix(record.id.text) && !["duplicate", "delivered"].contains { id.contains($0) }
            }
            if told.count != 1 { violations.append("\(record.id) has \(told.count) endings") }
            let text = String(decoding: event.body, as: UTF8.self)
            let isUnknown = text.contains(#""reason":"unknown""#)
            if isUnknown, !doubtful.contains(record.id) {
                violations.append("\(record.id) ended in doubt without cause")
            }
            let mayBeTwice = text.contains(#""possible_duplicate":true"#)
            if sends[record.id, default: 0] > 1, !mayBeTwice {
                violations.append("\(record.id) was sent twice, and nobody was told")
            }
            let deniesSending = text.contains(#""type":"codebode.rejected""#) || text.contains("exhausted")
            if sends[record.id, default: 0] > 0, deniesSending {
                violations.append("\(record.id) was sent, but ended as not sent")
            }
        }
        checkAllowance()
    }

    /// Each job that was or may have been sent uses one allowance, every other none.
    private mutating func checkAllowance() {
        let used = store.records.values.count { record in
            guard case .ended(let event) = record.state else { return true }
            let text = String(decoding: event.body, as: UTF8.self)
            return text.contains(#""type":"codebode.sent""#) || text.contains(#""reason":"unknown""#)
        }
        // With a window this long no allowance comes back by itself within a history.
        for limit in steps.rules.limits {
            let stored = store.counted["a:account patient-1001"]?[limit.name]
            let interval = limit.window.wholeMicroseconds / Int64(limit.count)
            let left = (stored ?? noon.microseconds) - noon.microseconds
            if Int((Double(left) / Double(interval)).rounded()) != used {
                violations.append("\(used) jobs were sent, but the allowance says \(left)/\(interval)")
            }
        }
    }
}
