package import Admission
import EventLoop
import GRDB
package import Jobs

/// The embedded store: one SQLite file in WAL mode, shared by all workers of one machine.
///
/// Commits in groups: the steps that come in while one group is written to the disk form the next. Each answer is
/// given after its group is durable (`synchronous=FULL`).
package actor SQLiteStore: JobStore {
    private let loop: EventLoop
    private let queue: DatabaseQueue
    private let steps: JobSteps
    private let clock: @Sendable () -> Timestamp
    private var group: [PendingStep] = []
    private var pruneAfter = Timestamp(microseconds: .min)

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// Opens or creates the file; its folder must exist.
    ///
    /// - Parameter clock: leases and limits run by it; the wall clock of this machine.
    package init(
        path: String, rules: AdmissionRules, clock: @escaping @Sendable () -> Timestamp
    ) async throws(StoreError) {
        do {
            loop = try EventLoop(name: "store")
        } catch {
            throw StoreError(.unavailable, String(describing: error))
        }
        queue = try SQLiteSchema.open(path)
        steps = JobSteps(rules: rules)
        self.clock = clock
        // Weak, because the loop's thread may turn once more while the last owner lets go of the store elsewhere.
        loop.beforeSleep { [weak self] in self?.assumeIsolated { $0.commitGroup() } ?? false }
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

    /// Waits for the group that `body` becomes part of. Ignores cancellation: what was begun is written down.
    private func step<Answer: Sendable>(
        _ body: @escaping @Sendable (inout SQLiteTransaction, Timestamp) throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let result: Result<Answer, StoreError> = await withCheckedContinuation { slot in
            group.append(
                PendingStep(
                    run: { store, now throws(StoreError) in
                        let answer = try body(&store, now)
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
        do {
            for answer in try commit(steps) { answer() }
        } catch {
            for step in steps { step.fail(StoreError(error)) }
        }
        return true
    }

    private func commit(_ steps: [PendingStep]) throws -> [() -> Void] {
        try queue.writeWithoutTransaction { database in
            var answers: [() -> Void] = []
            answers.reserveCapacity(steps.count)
            try database.inTransaction(.immediate) {
                let now = clock()
                var store = SQLiteTransaction(database)
                for step in steps {
                    answers.append(try step.run(&store, now))
                }
                try prune(&store, at: now)
                return .commit
            }
            return answers
        }
    }

    /// Old rows leave a few at a time, so that no job waits for the broom.
    private func prune(_ store: inout SQLiteTransaction, at now: Timestamp) throws(StoreError) {
        guard now > pruneAfter else { return }
        let removed = try store.prune(before: now, atMost: 200)
        pruneAfter = removed ? now : now + .seconds(10)
    }
}

/// A step that waits for its group, and its caller.
private struct PendingStep {
    /// Returns what gives the caller its answer, to be called once the group is durable.
    let run: (inout SQLiteTransaction, Timestamp) throws(StoreError) -> () -> Void
    let fail: (StoreError) -> Void
}
