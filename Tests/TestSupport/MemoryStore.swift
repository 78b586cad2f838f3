package import Admission
package import Jobs

/// A store that lives as long as its process; for tests of what stands on a store.
package actor MemoryStore: JobStore, StoreDesk, NoteBoard {
    private let steps: JobSteps
    private let clock: @Sendable () -> Timestamp
    private var rows = MemoryTransaction()
    private var board: [String: (body: [UInt8], at: Timestamp)] = [:]
    private var failure: StoreError?

    package init(rules: AdmissionRules, clock: @escaping @Sendable () -> Timestamp) {
        steps = JobSteps(rules: rules)
        self.clock = clock
    }

    /// From now on every step throws this; `nil` mends it.
    package func fail(with error: StoreError?) {
        failure = error
    }

    /// As a store does that loses what it has acknowledged.
    package func forget(_ id: JobID) {
        rows.forget(id)
    }

    package func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement {
        if let failure { throw failure }
        return try steps.judge(arrival, in: &rows, at: clock())
    }

    package func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning {
        if let failure { throw failure }
        return try steps.begin(arrival, in: &rows, at: clock())
    }

    package func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        if let failure { throw failure }
        return try steps.conclude(arrival, result, in: &rows, at: clock())
    }

    package func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        if let failure { throw failure }
        return try steps.reserve(segments, of: throttle, in: &rows, at: clock())
    }

    package func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        if let failure { throw failure }
        return try steps.rescue(arrival, by: detour, in: &rows, at: clock())
    }

    package func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        if let failure { throw failure }
        try steps.endRescue(arrival, isOver: isOver, in: &rows, at: clock())
    }

    package func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        if let failure { throw failure }
        return try steps.hear(tags, isDelivered: isDelivered, in: &rows, at: clock())
    }

    package func verify(_ id: JobID) async throws(StoreError) -> Bool {
        if let failure { throw failure }
        return try steps.verify(id, in: &rows, at: clock())
    }

    package func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool {
        if let failure { throw failure }
        return try steps.tryOnce(suspect, in: &rows, at: clock())
    }

    package func acquit(_ suspect: Suspect) async throws(StoreError) {
        if let failure { throw failure }
        try steps.acquit(suspect, in: &rows, at: clock())
    }

    package func record(_ id: JobID) async throws(StoreError) -> JobRecord? {
        if let failure { throw failure }
        return rows.record(id)
    }

    package func counters(_ keys: [String]) async throws(StoreError) -> [Counters?] {
        if let failure { throw failure }
        return try steps.counters(keys, in: &rows)
    }

    package func reset(_ keys: [String]) async throws(StoreError) {
        if let failure { throw failure }
        try steps.reset(keys, in: &rows, at: clock())
    }

    package func post(_ body: [UInt8], of worker: String) async throws(StoreError) {
        if let failure { throw failure }
        board[worker] = (body, clock())
    }

    package func takeDown(_ worker: String) async throws(StoreError) {
        if let failure { throw failure }
        board[worker] = nil
    }

    package func notes() async throws(StoreError) -> [PostedNote] {
        if let failure { throw failure }
        let now = clock()
        return board.map { PostedNote(worker: $0.key, body: $0.value.body, age: max(.zero, now - $0.value.at)) }
            .filter { $0.age <= PostedNote.life }.sorted { $0.worker < $1.worker }
    }
}
