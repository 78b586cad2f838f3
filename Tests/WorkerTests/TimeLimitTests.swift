import Admission
import Jobs
import Messages
import TestSupport
import Testing

@testable import Worker

@Suite("Nothing outlives its time")
struct TimeLimitTests {
    @Test("an attempt lasts ten seconds at most")
    func longest() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.map(\.timeout) == [.seconds(10)])
    }

    @Test("an attempt lasts no longer than the life that is left")
    func lifeLeft() async throws {
        let bench = Bench(minimumRemaining: .seconds(1))
        let first = bench.outlet("first", .sms, .accepted)
        bench.clock.advance(by: .seconds(593))
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.map(\.timeout) == [.seconds(7)])
    }

    @Test("an attempt ends five seconds before the lease, so that it can still be told")
    func leaseLeft() async throws {
        let bench = Bench(lease: .seconds(14))
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        let timeout = try #require(first.attempts.first).timeout
        #expect(timeout <= .seconds(9))
        #expect(timeout > .zero)
    }

    @Test("nothing is sent under a lease that leaves no time to tell")
    func noLeaseLeft() async throws {
        let bench = Bench(lease: .seconds(5))
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        #expect(bench.journal.entries == [.postponed(.second), .acknowledged(1)])
    }

    @Test("nothing is sent when the life ran out between permission and writing")
    func ranOut() async throws {
        let bench = Bench()
        bench.store.after(.begin) { bench.clock.advance(by: .seconds(571)) }
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.isEmpty)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.failed")
        #expect(outcome.data.reason == "exhausted")
    }

    @Test("no second attempt begins when the first took what was useful of the life")
    func ranOutOnTheWire() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .retry) { bench.clock.advance(by: .seconds(571)) }
        let second = bench.outlet("second", .sms, .accepted)
        try await bench.work(.sample(), via: first, second)
        #expect(second.attempts.isEmpty)
        let outcome = try bench.outcome()
        #expect(outcome.data.reason == "exhausted")
        #expect(outcome.data.provider == "first")
    }

    @Test("a request that comes after its death is rejected")
    func expired() async throws {
        let bench = Bench()
        bench.clock.advance(by: .seconds(600))
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.isEmpty)
        #expect(try bench.outcome().data.reason == "expired")
    }

    @Test("the life left is told as at the moment of sending, to the reader and to the gateway")
    func remaining() async throws {
        let bench = Bench()
        bench.store.after(.begin) { bench.clock.advance(by: .seconds(100)) }
        let first = bench.outlet("first", .sms, .retry)
        let second = bench.outlet("second", .sms, .accepted)
        try await bench.work(.sample(), via: first, second)
        let (one, two) = (try #require(first.attempts.first), try #require(second.attempts.first))
        #expect(one.text.contains("Nog 8 minuten geldig"))
        #expect(two.text.contains("Nog 6 minuten geldig"))
        #expect(one.validity == .seconds(500))
        #expect(two.validity == .seconds(400))
    }

    @Test("a mail tells the life left as well")
    func remainingInMail() async throws {
        let bench = Bench()
        bench.store.after(.begin) { bench.clock.advance(by: .seconds(170)) }
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(.sample(phone: nil), via: relay)
        #expect(try #require(relay.attempts.first).text.contains("nog 7 minuten geldig"))
    }
}

extension ScriptedOutlet.Attempt {
    fileprivate var validity: Duration? {
        if case .sms(_, _, let validity) = letter { validity } else { nil }
    }
}
