package import Admission
package import Jobs
package import Metrics
import Synchronization

/// A store whose steps are timed, and which remembers whether the last one was answered.
package final class MeasuredStore: JobStore {
    /// As `codebode_store_duration_seconds` names them.
    private enum Operation: String, CaseIterable {
        case receive
        case judge
        case begin
        case conclude
        case reserve
        case rescue
        case endRescue = "end_rescue"
        case hear
        case verify
        case tryOnce = "try_once"
        case acquit
    }

    private let store: any JobStore
    private let durations: Table<Operation, Metrics.Timer>
    private let now: @Sendable () -> ContinuousClock.Instant
    private let hasFailed = Atomic(false)
    private let lastFailure = Mutex<ContinuousClock.Instant?>(nil)

    package init(
        _ store: any JobStore, factory: any MetricsFactory = MetricsSystem.factory,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.store = store
        let make = MetricMaker(factory: factory)
        durations = Table(Operation.allCases) { make.timer("store_duration_seconds", ("operation", $0.rawValue)) }
        self.now = now
    }

    /// The last step got no answer. With no step since then, that is believed for a minute.
    package var isFailing: Bool {
        guard hasFailed.load(ordering: .relaxed), let moment = lastFailure.withLock({ $0 }) else { return false }
        return now() - moment < .seconds(60)
    }

    package func receive(_ arrival: Arrival) async throws(StoreError) -> Reception {
        try await timed(.receive) { () async throws(StoreError) in try await store.receive(arrival) }
    }

    package func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement {
        try await timed(.judge) { () async throws(StoreError) in try await store.judge(arrival) }
    }

    package func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning {
        try await timed(.begin) { () async throws(StoreError) in try await store.begin(arrival) }
    }

    package func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await timed(.conclude) { () async throws(StoreError) in try await store.conclude(arrival, result) }
    }

    package func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await timed(.reserve) { () async throws(StoreError) in try await store.reserve(segments, of: throttle) }
    }

    package func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await timed(.rescue) { () async throws(StoreError) in try await store.rescue(arrival, by: detour) }
    }

    package func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await timed(.endRescue) { () async throws(StoreError) in
            try await store.endRescue(arrival, isOver: isOver)
        }
    }

    package func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        try await timed(.hear) { () async throws(StoreError) in try await store.hear(tags, isDelivered: isDelivered) }
    }

    package func verify(_ id: JobID) async throws(StoreError) -> Bool {
        try await timed(.verify) { () async throws(StoreError) in try await store.verify(id) }
    }

    package func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool {
        try await timed(.tryOnce) { () async throws(StoreError) in try await store.tryOnce(suspect) }
    }

    package func acquit(_ suspect: Suspect) async throws(StoreError) {
        try await timed(.acquit) { () async throws(StoreError) in try await store.acquit(suspect) }
    }

    private func timed<Answer>(
        _ operation: Operation, _ step: () async throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let begun = now()
        do {
            let answer = try await step()
            durations[operation]?.recordNanoseconds((now() - begun).wholeNanoseconds)
            if hasFailed.load(ordering: .relaxed) { hasFailed.store(false, ordering: .relaxed) }
            return answer
        } catch {
            let end = now()
            durations[operation]?.recordNanoseconds((end - begun).wholeNanoseconds)
            lastFailure.withLock { $0 = end }
            hasFailed.store(true, ordering: .relaxed)
            throw error
        }
    }
}
