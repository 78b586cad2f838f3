import Admission
import Jobs
import TestSupport
import Testing

@testable import Worker

@Suite("An answer about one message says nothing of the way")
struct ConcernTests {
    private let bench = Bench()

    private func outlet(
        _ answers: AnswerClass..., concern: Answer.Concern, pause: Duration? = nil
    ) -> ScriptedOutlet {
        ScriptedOutlet("first", .sms, answers, bench.journal, concern: concern, pause: pause)
    }

    private func work(_ deliveries: [JobDelivery], _ outlets: ScriptedOutlet...) async throws {
        let source = MemoryJobSource(bench.journal)
        source.deliver(deliveries)
        source.finish()
        try await bench.worker(outlets, source: source).run()
    }

    @Test("mails that are put off, one recipient after the other, close no relay")
    func putOff() async throws {
        let first = outlet(.retry, concern: .message)
        let worker = try bench.worker([first], source: MemoryJobSource(bench.journal))
        for tag in 1...6 {
            _ = await JobRun(worker: worker, delivery: .sample(tag: UInt64(tag), id: "job-100\(tag)")).run()
        }
        #expect(first.attempts.count == 6)
    }

    @Test("a message that fits nowhere here is not counted as an attempt, and closes nothing")
    func unfit() async throws {
        let first = outlet(.notSent, concern: .unfit)
        let second = bench.outlet("second", .sms, .accepted)
        try await work([.sample()], first, second)
        #expect(try bench.outcome().data.attempts == 1)
        #expect(try bench.outcome().data.provider == "second")
    }

    @Test("a copy waits as long as it is asked to, over several delays, and is then tried")
    func wait() async throws {
        let first = outlet(.retry, .accepted, concern: .message, pause: .seconds(90))
        try await work([.sample()], first)
        var copy = try #require(bench.sink.postponed.last)
        #expect(copy.delay == .minute)
        #expect(copy.delivery.notBefore == noon + .seconds(90))
        bench.clock.advance(by: .seconds(60))
        try await work([copy.delivery.returned(tag: 2)], first)
        copy = try #require(bench.sink.postponed.last)
        #expect(first.attempts.count == 1)
        #expect(copy.delay == .fifteenSeconds)
        #expect(copy.delivery.notBefore == noon + .seconds(90))
        bench.clock.advance(by: .seconds(30))
        try await work([copy.delivery.returned(tag: 3)], first)
        #expect(first.attempts.count == 2)
        #expect(try bench.outcome().type == "codebode.sent")
    }

    @Test("nobody waits past the life of the message, or longer than an hour", arguments: [600, 4_000])
    func tooLong(seconds: Int) async throws {
        let first = outlet(.accepted, concern: .message)
        var delivery = JobDelivery.sample()
        delivery.notBefore = noon + .seconds(seconds)
        try await work([delivery], first)
        #expect(first.attempts.count == 1)
    }

    @Test("another way is tried at once")
    func other() async throws {
        let first = outlet(.retry, concern: .message, pause: .seconds(300))
        let second = bench.outlet("second", .sms, .accepted)
        try await work([.sample()], first, second)
        #expect(second.attempts.count == 1)
    }
}
