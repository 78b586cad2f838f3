import Admission
import InMemoryLogging
import Jobs
import Logging
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("Which way a job takes")
struct WayTests {
    private func jobs(_ numbers: ClosedRange<Int>) -> [JobDelivery] {
        numbers.map { .sample(tag: UInt64($0), id: "job-100\($0)") }
    }

    /// One after the other, by one worker.
    private func work(_ deliveries: [JobDelivery], _ bench: Bench, via outlets: ScriptedOutlet...) async throws {
        let worker = try bench.worker(outlets, source: MemoryJobSource(bench.journal))
        for delivery in deliveries { _ = await JobRun(worker: worker, delivery: delivery).run() }
    }

    @Test("once the first has failed three times, jobs go to the second without asking it")
    func broken() async throws {
        let bench = Bench()
        let (first, second) = (bench.outlet("first", .sms, .notSent), bench.outlet("second", .sms, .accepted))
        try await work(jobs(1...6), bench, via: first, second)
        #expect(first.attempts.count == 3)
        #expect(second.attempts.count == 6)
        let warnings = bench.log.entries.filter { $0.metadata["state"] != nil }
        #expect(warnings.map { $0.metadata["state"] } == ["open"])
        #expect(warnings.map(\.level) == [.warning])
        for (state, value) in [("open", 1.0), ("closed", 0), ("on_trial", 0), ("recovering", 0)] {
            let labels = [("gateway", "first"), ("state", state)]
            #expect(try bench.metrics.expectMeter("codebode_breaker_state", labels).lastValue == value)
        }
    }

    @Test("when every way is left alone the job waits, and no attempt is made")
    func allBroken() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .notSent)
        try await work(jobs(1...5), bench, via: first)
        #expect(first.attempts.count == 3)
    }

    @Test("a refusal says nothing against the gateway")
    func refusals() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .refused)
        try await work(jobs(1...6), bench, via: first)
        #expect(first.attempts.count == 6)
    }

    @Test("a job that would wait too long for a gateway's throttle goes to the next")
    func throttled() async throws {
        let bench = Bench()
        let (first, second) = (bench.throttled("first", 1), bench.outlet("second", .sms, .accepted))
        try await work(jobs(1...3), bench, via: first, second)
        #expect(first.attempts.count == 2)
        #expect(second.attempts.count == 1)
        #expect(bench.journal.count { $0 == .paused(.seconds(1)) } == 1)
        #expect(bench.metrics.counterTotal(label: "codebode_throttled_total", dimensions: [("gateway", "first")]) == 1)
    }

    @Test("a throttle that cannot be asked stops nothing but the way it stands before")
    func throttleAway() async throws {
        let bench = Bench()
        bench.store.fail(.reserve, [.before])
        let (first, second) = (bench.throttled("first", 1), bench.outlet("second", .sms, .accepted))
        try await work(jobs(1...1), bench, via: first, second)
        #expect(first.attempts.isEmpty)
        #expect(second.attempts.count == 1)
    }

    @Test("the life left is shared out over the ways, so that the last one has its chance, too")
    func shares() async throws {
        let bench = Bench()
        bench.clock.advance(by: .seconds(558))
        let ways = ["first", "second", "third"].map { bench.outlet($0, .sms, .retry) }
        try await work(jobs(1...1), bench, via: ways[0], ways[1], ways[2])
        #expect(ways.map { $0.attempts.map(\.timeout) } == [[.seconds(4)], [.seconds(6)], [.seconds(10)]])
    }

    @Test("a country's own gateways come in place of the usual ones")
    func regions() throws {
        let bench = Bench()
        let usual = bench.outlet("usual", .sms)
        let routes = Routes(mail: [], sms: [usual], smsByRegion: ["BE": [bench.outlet("belgian", .sms), usual]])
        let names = { (phone: String) in
            routes.ways(.sms, for: try Job.sample(phone: phone)).map(\.name)
        }
        #expect(try names("+32470123456") == ["belgian", "usual"])
        #expect(try names("+31612345678") == ["usual"])
        #expect(routes.names == ["belgian", "usual"])
    }

    @Test("of copies that wait, some come back one step sooner, so that they do not come all at once")
    func spread() {
        let delays = [0, 0.74, 0.75, 0.99].map { RetryDelay(afterReturns: 3, spread: $0) }
        #expect(delays == [.fifteenSeconds, .fifteenSeconds, .fiveSeconds, .fiveSeconds])
        #expect(RetryDelay(afterReturns: 1, spread: 0.99) == .second)
        #expect(RetryDelay(afterReturns: 9, spread: 0.99) == .fifteenSeconds)
    }
}
