import EventLoop
import Jobs
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("Terms that change while a worker works")
struct TermsTests {
    private let bench = Bench()

    @Test("the next job is run by the new ones, a job in hand by those that it began with")
    func exchange() async throws {
        let source = MemoryJobSource(bench.journal)
        let later = bench.outlet("later", .sms, .accepted)
        let latch = Locked<Worker?>(nil)
        // The first way is asked while the terms are exchanged for some that know it no more.
        let first = bench.outlet("first", .sms, .retry) { [bench] in
            guard let worker = latch.withLock({ $0 }), let terms = try? bench.terms([later]) else { return }
            await worker.use(terms)
            source.deliver([.sample(tag: 2, id: "job-0002", phone: "+31612345679")])
            source.finish()
        }
        let second = bench.outlet("second", .sms, .accepted)
        let worker = try bench.worker([first, second], source: source)
        latch.withLock { $0 = worker }
        source.deliver([.sample(tag: 1, id: "job-0001")])
        try await worker.run()
        latch.withLock { $0 = nil }
        #expect(first.attempts.map(\.id.text) == ["job-0001"])
        #expect(second.attempts.map(\.id.text) == ["job-0001"])
        #expect(later.attempts.map(\.id.text) == ["job-0002"])
    }

    @Test("a way that stays the same keeps its breaker; one that is made anew begins anew")
    func breakers() async throws {
        let (same, other) = (bench.outlet("same", .sms), bench.outlet("other", .sms))
        let chain = Chain(try bench.terms([same, other]), now: { Self.now })
        for outlet in [same, other] { await fail(outlet, in: chain) }
        #expect(state(of: "same") == "open")
        let anew = bench.outlet("other", .sms, edition: 1)
        await chain.follow(try bench.terms([same, anew]))
        #expect(state(of: "same") == "open")
        #expect(state(of: "other") == "closed")
        #expect(await chain.pick(among: [same, anew], not: [])?.outlet.edition == 1)
    }

    @Test("what jobs in hand still meet on the old way says nothing of the new one")
    func inHand() async throws {
        let old = bench.outlet("gateway", .sms)
        let chain = Chain(try bench.terms([old]), now: { Self.now })
        await chain.follow(try bench.terms([bench.outlet("gateway", .sms, edition: 1)]))
        await fail(old, in: chain)
        #expect(state(of: "gateway") == "closed")
    }

    @Test("a way that is gone is in no state any more, whatever is still told of it")
    func gone() async throws {
        let (gone, left) = (bench.outlet("gone", .sms), bench.outlet("left", .sms))
        let chain = Chain(try bench.terms([gone, left]), now: { Self.now })
        await fail(gone, in: chain)
        #expect(state(of: "gone") == "open")
        await chain.follow(try bench.terms([left]))
        #expect(state(of: "gone") == nil)
        await fail(gone, in: chain)
        #expect(state(of: "gone") == nil)
    }

    private static let now = ContinuousClock.now

    private func fail(_ outlet: any Outlet, in chain: Chain) async {
        for _ in 1...3 { _ = await chain.leave(outlet, .failed, after: .zero) }
    }

    private func state(of name: String) -> String? {
        CircuitBreaker.State.names.first { state in
            let meter = try? bench.metrics.expectMeter("codebode_breaker_state", [("gateway", name), ("state", state)])
            return meter?.lastValue == 1
        }
    }
}
