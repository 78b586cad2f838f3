import Admission
import EventLoop
import Jobs
import TestSupport

/// A store whose steps a test can make fail, before they take effect or after, and act between.
final class HookedStore: JobStore {
    enum Step: Hashable, Sendable {
        case judge
        case begin
        case conclude
        case reserve
        case hear
        case rescue
        case endRescue
        case verify
        case tryOnce
        case acquit
    }

    enum Failure: Sendable {
        /// The step did not happen.
        case before
        /// It happened, but the answer is lost.
        case after
    }

    private struct State {
        var failures: [Step: [Failure]] = [:]
        var calls: [Step: Int] = [:]
        var after: [Step: @Sendable () -> Void] = [:]
    }

    private let base: MemoryStore
    private let state = Locked(State())
    private let error = StoreError(.unavailable, "the disk is away")

    init(_ base: MemoryStore) {
        self.base = base
    }

    /// The next calls of `step` fail so, one after the other.
    func fail(_ step: Step, _ failures: [Failure]) {
        state.withLock { $0.failures[step] = failures }
    }

    func after(_ step: Step, _ act: @escaping @Sendable () -> Void) {
        state.withLock { $0.after[step] = act }
    }

    func calls(of step: Step) -> Int {
        state.withLock { $0.calls[step] ?? 0 }
    }

    /// As a store does that loses what it has acknowledged.
    func forget(_ id: JobID) async {
        await base.forget(id)
    }

    func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement {
        try await take(.judge) { () async throws(StoreError) in try await base.judge(arrival) }
    }

    func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning {
        try await take(.begin) { () async throws(StoreError) in try await base.begin(arrival) }
    }

    func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await take(.conclude) { () async throws(StoreError) in try await base.conclude(arrival, result) }
    }

    func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await take(.reserve) { () async throws(StoreError) in try await base.reserve(segments, of: throttle) }
    }

    func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await take(.rescue) { () async throws(StoreError) in try await base.rescue(arrival, by: detour) }
    }

    func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await take(.endRescue) { () async throws(StoreError) in
            try await base.endRescue(arrival, isOver: isOver)
        }
    }

    func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        try await take(.hear) { () async throws(StoreError) in try await base.hear(tags, isDelivered: isDelivered) }
    }

    func verify(_ id: JobID) async throws(StoreError) -> Bool {
        try await take(.verify) { () async throws(StoreError) in try await base.verify(id) }
    }

    func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool {
        try await take(.tryOnce) { () async throws(StoreError) in try await base.tryOnce(suspect) }
    }

    func acquit(_ suspect: Suspect) async throws(StoreError) {
        try await take(.acquit) { () async throws(StoreError) in try await base.acquit(suspect) }
    }

    private func take<Answer>(
        _ step: Step, _ act: () async throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let (failure, after) = state.withLock { state in
            state.calls[step, default: 0] += 1
            var failures = state.failures[step] ?? []
            let failure = failures.isEmpty ? nil : failures.removeFirst()
            state.failures[step] = failures
            return (failure, state.after[step])
        }
        if failure == .before { throw error }
        let answer = try await act()
        if failure == .after { throw error }
        after?()
        return answer
    }
}
