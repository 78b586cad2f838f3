import Admission
import Jobs
import ServiceLifecycleTestKit
import Testing

@testable import Worker

@Suite("The worker leaves last")
struct DrainTests {
    private func tags(_ journal: Journal) -> Set<UInt64> {
        Set(
            journal.entries.compactMap { entry in
                if case .acknowledged(let tag) = entry { tag } else { nil }
            })
    }

    @Test("asked to leave, it takes no more, and leaves when all that it took are settled")
    func drain() async throws {
        let bench = Bench()
        let (onWire, stopped, answer) = (Latch(3), Latch(), Latch())
        let first = bench.outlet("first", .sms, .accepted) {
            onWire.arrive()
            await answer.wait()
        }
        let source = MemoryJobSource(bench.journal) { stopped.arrive() }
        let worker = try bench.worker([first], source: source)
        source.deliver([.sample(tag: 1, id: "job-0001"), .sample(tag: 2, id: "job-0002")])
        source.deliver([.sample(tag: 3, id: "job-0003")])
        try await testGracefulShutdown { trigger in
            async let running: Void = worker.run()
            await onWire.wait()
            trigger.triggerGracefulShutdown()
            await stopped.wait()
            #expect(tags(bench.journal).isEmpty)
            answer.arrive()
            try await running
            #expect(tags(bench.journal) == [1, 2, 3])
            #expect(bench.sink.events.count == 3)
        }
    }

    @Test("jobs do not wait for one another")
    func apart() async throws {
        let bench = Bench()
        let (slow, told) = (Latch(), Latch())
        let gateway = bench.outlet("gateway", .sms, .accepted) { await slow.wait() }
        let relay = bench.outlet("relay", .email, .accepted) { told.arrive() }
        async let working: Void = bench.work(
            .sample(tag: 1, id: "job-slow"), .sample(tag: 2, id: "job-fast", phone: nil), via: gateway, relay)
        await told.wait()
        slow.arrive()
        try await working
        #expect(tags(bench.journal) == [1, 2])
    }

    @Test("cancelled, it leaves, and what the broker does not take stays unsettled")
    func cancelled() async throws {
        let bench = Bench()
        let (onWire, answer) = (Latch(), Latch())
        let first = bench.outlet("first", .sms, .accepted) {
            onWire.arrive()
            await answer.wait()
        }
        bench.sink.refuse(next: 1_000)
        let source = MemoryJobSource(bench.journal)
        let worker = try bench.worker([first], source: source)
        source.deliver([.sample(tag: 1)])
        let running = Task { try await worker.run() }
        await onWire.wait()
        running.cancel()
        answer.arrive()
        try await running.value
        #expect(bench.journal.entries == [.sent(by: "first"), .refused])
    }

    @Test("it shows nothing of itself, for it holds keys")
    func description() throws {
        let bench = Bench()
        let worker = try bench.worker([], source: MemoryJobSource(bench.journal))
        #expect("\(worker)" == "worker")
    }
}
