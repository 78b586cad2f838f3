import Admission
import EventLoop
import Jobs
import TestSupport
import Testing

@testable import Worker

@Suite("One way out after the other")
struct ChainTests {
    @Test(
        "what the first certainly did not send goes to the second at once, in the same delivery",
        arguments: [AnswerClass.retry, .misconfigured, .notSent])
    func second(answer: AnswerClass) async throws {
        let bench = Bench()
        try await bench.work(
            .sample(), via: bench.outlet("first", .sms, answer), bench.outlet("second", .sms, .accepted))
        #expect(
            bench.journal.entries == [
                .sent(by: "first"), .sent(by: "second"), .published("job-0001.sent"), .acknowledged(1),
            ])
        let outcome = try bench.outcome().data
        #expect(outcome.provider == "second")
        #expect(outcome.attempts == 2)
        #expect(outcome.possibleDuplicate == false)
    }

    @Test("a refusal for good stops the chain")
    func refused() async throws {
        let bench = Bench()
        let second = bench.outlet("second", .sms, .accepted)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .refused), second)
        #expect(second.attempts.isEmpty)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.failed")
        #expect(outcome.data.reason == "refused")
        #expect(outcome.data.provider == "first")
    }

    @Test("where it may have been sent, resend goes on and says so")
    func resend() async throws {
        let bench = Bench(onUnknown: .resend)
        try await bench.work(
            .sample(), via: bench.outlet("first", .sms, .unknown), bench.outlet("second", .sms, .accepted))
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.sent")
        #expect(outcome.data.provider == "second")
        #expect(outcome.data.possibleDuplicate == true)
    }

    @Test("where it may have been sent, drop ends the job")
    func drop() async throws {
        let bench = Bench(onUnknown: .drop)
        let second = bench.outlet("second", .sms, .accepted)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .unknown), second)
        #expect(second.attempts.isEmpty)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.failed")
        #expect(outcome.data.reason == "unknown")
        #expect(outcome.data.provider == "first")
        #expect(outcome.data.answer == "unknown")
    }

    @Test("a copy that comes back begins with the first again")
    func again() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .retry, .accepted)
        let second = bench.outlet("second", .sms, .notSent)
        let copy = JobDelivery.sample(tag: 1)
        try await bench.work(copy, via: first, second)
        bench.clock.advance(by: .seconds(1))
        try await bench.work(copy.returned(tag: 2), via: first, second)
        #expect(
            bench.journal.entries == [
                .sent(by: "first"), .sent(by: "second"), .postponed(.second), .acknowledged(1), .sent(by: "first"),
                .published("job-0001.sent"), .acknowledged(2),
            ])
        #expect(try bench.outcome().data.attempts == 3)
    }

    @Test("a mail goes to the relays, an SMS to the gateways")
    func channels() async throws {
        let bench = Bench()
        let gateway = bench.outlet("gateway", .sms, .accepted)
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(.sample(tag: 1, id: "job-mail", phone: nil), via: gateway, relay)
        try await bench.work(.sample(tag: 2, id: "job-text"), via: gateway, relay)
        #expect(gateway.attempts.map(\.id.text) == ["job-text"])
        #expect(relay.attempts.map(\.id.text) == ["job-mail"])
        #expect(relay.attempts.first?.text.contains("493817") == true)
    }

    @Test("a job without any way out waits, and fails when its life is over")
    func noOutlet() async throws {
        let bench = Bench()
        let relay = bench.outlet("relay", .email, .accepted)
        let copy = JobDelivery.sample(tag: 1)
        try await bench.work(copy, via: relay)
        #expect(bench.journal.entries == [.postponed(.second), .acknowledged(1)])
        bench.clock.advance(by: .seconds(600))
        try await bench.work(copy.returned(tag: 2), via: relay)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.failed")
        #expect(outcome.data.reason == "exhausted")
        #expect(relay.attempts.isEmpty)
    }

    @Test(
        "what no way out takes waits 1 s, 5 s, 15 s and then a minute at a time",
        arguments: [AnswerClass.retry, .misconfigured, .notSent, .unknown],
        [
            (0, RetryDelay.second), (1, .fiveSeconds), (2, .fifteenSeconds), (3, .minute), (4, .minute),
            (Int.max, .minute), (-1, .second),
        ])
    func delays(answer: AnswerClass, step: (returns: Int, delay: RetryDelay)) async throws {
        let bench = Bench()
        try await bench.work(.sample(returns: step.returns), via: bench.outlet("first", .sms, answer))
        #expect(bench.sink.postponed.map(\.delay) == [step.delay])
        #expect(bench.sink.events.isEmpty)
    }

    @Test("what the breakers have come to can be looked at, with how long it lasts")
    func looks() async throws {
        let clock = Locked(ContinuousClock.now)
        let bench = Bench()
        let (first, mail) = (bench.outlet("first", .sms), bench.outlet("mail", .email))
        let chain = Chain(try bench.terms([first, mail]), now: { clock.withLock { $0 } })
        let well = WayLook(name: "mail", channel: .email, state: .closed, trouble: nil, rest: nil)
        #expect(
            await chain.looks() == [
                WayLook(name: "first", channel: .sms, state: .closed, trouble: nil, rest: nil), well,
            ])
        for _ in 0..<3 { _ = await chain.leave(first, .failed, after: .zero) }
        clock.withLock { $0 += .seconds(2) }
        let open = await chain.looks()
        #expect(open[0].state.name == "open")
        #expect((open[0].trouble, open[0].rest) == (.seconds(2), .seconds(3)))
        #expect(open[1] == well)
        clock.withLock { $0 += .seconds(8) }
        _ = await chain.pick(among: [first], not: [])
        let trial = await chain.looks()[0]
        #expect((trial.state.name, trial.trouble, trial.rest) == ("on_trial", .seconds(10), nil))
        _ = await chain.leave(first, .failed, after: .zero)
        #expect(await chain.looks()[0].trouble == .seconds(10), "a trial that fails is the same trouble")
        _ = await chain.leave(first, .busy(for: .zero), after: .zero)
        clock.withLock { $0 += .seconds(60) }
        for _ in 0..<30 {
            if await chain.pick(among: [first], not: []) != nil {
                _ = await chain.leave(first, .worked, after: .zero)
            }
        }
        #expect(
            await chain.looks()[0] == WayLook(name: "first", channel: .sms, state: .closed, trouble: nil, rest: nil))
    }
}
