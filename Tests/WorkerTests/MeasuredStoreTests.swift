import Admission
import EventLoop
import Jobs
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("A store whose steps are timed")
struct MeasuredStoreTests {
    private let clock = Locked(ContinuousClock.now)
    private let metrics = TestMetrics()
    private let inner = HookedStore(MemoryStore(rules: .sample(limits: [])) { noon })

    private func store() -> MeasuredStore {
        MeasuredStore(inner, factory: metrics) { [clock] in clock.withLock { $0 } }
    }

    private func pass(_ span: Duration) { clock.withLock { $0 += span } }

    private func durations(_ operation: String) throws -> [Int64] {
        try metrics.expectTimer("codebode_store_duration_seconds", [("operation", operation)]).values
    }

    @Test("each step is timed under its own name, answered or not")
    func times() async throws {
        let store = store()
        let job = try Job.sample()
        _ = try await store.verify(job.id)
        inner.fail(.verify, [.before])
        await #expect(throws: StoreError.self) { try await store.verify(job.id) }
        #expect(try durations("verify") == [0, 0])
        #expect(try durations("receive") == [])
    }

    @Test("it fails until a step is answered, or until a minute has passed without one")
    func failing() async throws {
        let store = store()
        let job = try Job.sample()
        #expect(!store.isFailing)
        inner.fail(.verify, [.before, .before])
        await #expect(throws: StoreError.self) { try await store.verify(job.id) }
        #expect(store.isFailing)
        await #expect(throws: StoreError.self) { try await store.verify(job.id) }
        #expect(store.isFailing)
        _ = try await store.verify(job.id)
        #expect(!store.isFailing)
        inner.fail(.verify, [.before])
        await #expect(throws: StoreError.self) { try await store.verify(job.id) }
        pass(.seconds(59))
        #expect(store.isFailing)
        pass(.seconds(1))
        #expect(!store.isFailing)
    }
}
