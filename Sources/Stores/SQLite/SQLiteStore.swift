package import Admission
import EventLoop
import GRDB
package import Jobs

/// The embedded store: one SQLite file in WAL mode, shared by all workers of one machine.
///
/// Commits in groups: the steps that come in while one group is written to the disk form the next. Each answer is
/// given after its group is durable (`synchronous=FULL`).
package actor SQLiteStore: RuledStore, StoreDesk {
    private let loop: EventLoop
    private let queue: DatabaseQueue
    private var steps: JobSteps
    private let clock: @Sendable () -> Timestamp
    private var report: @Sendable (Finding) -> Void
    private var group: [PendingStep] = []
    private var broom = SQLiteBroom()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// Opens or creates the file; its folder must exist.
    ///
    /// - Parameters:
    ///   - clock: leases and limits run by it; the wall clock of this machine.
    ///   - report: told what steps noticed.
    package init(
        path: String, rules: AdmissionRules, report: @escaping @Sendable (Finding) -> Void = { _ in },
        clock: @escaping @Sendable () -> Timestamp
    ) async throws(StoreError) {
        do {
            loop = try EventLoop(name: "store")
        } catch {
            throw StoreError(.unavailable, String(describing: error))
        }
        queue = try SQLiteSchema.open(path)
        steps = JobSteps(rules: rules)
        self.clock = clock
        self.report = report
        // Weak, because the loop's thread may turn once more while the last owner lets go of the store elsewhere.
        loop.beforeSleep { [weak self] in self?.assumeIsolated { $0.commitGroup() } ?? false }
    }
}

// MARK: - Steps

extension SQLiteStore {
    package func follow(_ rules: AdmissionRules, report: @escaping @Sendable (Finding) -> Void) {
        steps = JobSteps(rules: rules)
        self.report = report
    }

    package func receive(_ arrival: Arrival) async throws(StoreError) -> Reception {
        try await step { [steps] store, now throws(StoreError) in try steps.receive(arrival, in: &store, at: now) }
    }

    package func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement {
        try await step { [steps] store, now throws(StoreError) in try steps.judge(arrival, in: &store, at: now) }
    }

    package func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning {
        try await step { [steps] store, now throws(StoreError) in try steps.begin(arrival, in: &store, at: now) }
    }

    package func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await step { [steps] store, now throws(StoreError) in
            try steps.conclude(arrival, result, in: &store, at: now)
        }
    }

    package func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await step { [steps] store, now throws(StoreError) in
            try steps.reserve(segments, of: throttle, in: &store, at: now)
        }
    }

    package func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await step { [steps] store, now throws(StoreError) in
            try steps.rescue(arrival, by: detour, in: &store, at: now)
        }
    }

    package func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await step { [steps] store, now throws(StoreError) in
            try steps.endRescue(arrival, isOver: isOver, in: &store, at: now)
        }
    }

    package func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        try await step { [steps] store, now throws(StoreError) in
            try steps.hear(tags, isDelivered: isDelivered, in: &store, at: now)
        }
    }

    package func verify(_ id: JobID) async throws(StoreError) -> Bool {
        try await step { [steps] store, now throws(StoreError) in try steps.verify(id, in: &store, at: now) }
    }

    package func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool {
        try await step { [steps] store, now throws(StoreError) in try steps.tryOnce(suspect, in: &store, at: now) }
    }

    package func acquit(_ suspect: Suspect) async throws(StoreError) {
        try await step { [steps] store, now throws(StoreError) in try steps.acquit(suspect, in: &store, at: now) }
    }

    package func record(_ id: JobID) async throws(StoreError) -> JobRecord? {
        try await step { store, _ throws(StoreError) in try store.record(id) }
    }

    package func counters(_ keys: [String]) async throws(StoreError) -> [Counters?] {
        try await step { [steps] store, _ throws(StoreError) in try steps.counters(keys, in: &store) }
    }

    package func reset(_ keys: [String]) async throws(StoreError) {
        try await step { [steps] store, now throws(StoreError) in try steps.reset(keys, in: &store, at: now) }
    }

    /// Waits for the group that `body` becomes part of. Ignores cancellation: what was begun is written down.
    func step<Answer: Sendable>(
        _ body: @escaping @Sendable (inout Draft<SQLiteRows>, Timestamp) throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let result: Result<Answer, StoreError> = await withCheckedContinuation { slot in
            group.append(
                PendingStep(
                    run: { draft, now throws(StoreError) in
                        let answer = try body(&draft, now)
                        return { slot.resume(returning: .success(answer)) }
                    },
                    fail: { slot.resume(returning: .failure($0)) }))
        }
        return try result.get()
    }

    /// One transaction for all that waits; true if there was anything to do.
    private func commitGroup() -> Bool {
        guard !group.isEmpty else { return false }
        var steps: [PendingStep] = []
        swap(&steps, &group)
        settle(steps)
        return true
    }

    private func settle(_ steps: [PendingStep]) {
        do {
            for answer in try commit(steps) { answer() }
        } catch {
            let error = StoreError(error)
            if error.kind == .full, steps.count > 1 {
                for step in steps { settle([step]) }  // those that write nothing need no room
            } else {
                for step in steps { step.fail(error) }
            }
        }
    }

    private func commit(_ steps: [PendingStep]) throws -> [() -> Void] {
        try queue.writeWithoutTransaction { database in
            var answers: [() -> Void] = []
            answers.reserveCapacity(steps.count)
            try database.inTransaction(.immediate) {
                let now = clock()
                var draft = Draft(try SQLiteRows(database), steps: steps.count)
                for step in steps {
                    do throws(StoreError) {
                        answers.append(try step.run(&draft, now))
                        draft.keepStep()
                    } catch {
                        draft.forgetStep()
                        answers.append { step.fail(error) }
                    }
                }
                let written = draft.written
                for (key, row) in written { try draft.source.write(key, row) }
                try broom.sweep(database, after: written.lazy.map(\.key), at: now)
                let findings = draft.findings
                answers.append { [report] in findings.forEach(report) }
                return .commit
            }
            return answers
        }
    }
}

/// A step that waits for its group, and its caller.
private struct PendingStep {
    /// Returns what gives the caller its answer, to be called once the group is durable.
    let run: (inout Draft<SQLiteRows>, Timestamp) throws(StoreError) -> () -> Void
    let fail: (StoreError) -> Void
}
