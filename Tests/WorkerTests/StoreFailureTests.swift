import Admission
import Jobs
import TestSupport
import Testing

@testable import Worker

@Suite("A store that gives no answer")
struct StoreFailureTests {
    @Test(
        "nothing is sent, and the copy waits with the life that is left",
        arguments: [HookedStore.Step.judge, .begin], [HookedStore.Failure.before, .after])
    func nothingSent(step: HookedStore.Step, failure: HookedStore.Failure) async throws {
        let bench = Bench()
        bench.store.fail(step, [failure, failure, failure])
        bench.clock.advance(by: .seconds(100))
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.isEmpty)
        let pause = Journal.Entry.paused(.milliseconds(500))
        #expect(bench.journal.entries == [pause, pause, .postponed(.second), .acknowledged(1)])
        #expect(bench.sink.postponed.first?.life == .seconds(470))
    }

    @Test("the copy of a job without life left waits its delay out, to be told then")
    func noLifeLeft() async throws {
        let bench = Bench()
        bench.store.fail(.judge, [.before, .before, .before])
        bench.clock.advance(by: .seconds(600))
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        #expect(bench.sink.postponed.count == 1)
        #expect(bench.sink.postponed.first?.life == nil)
    }

    @Test("after a failure at the conclusion it is asked again: one outcome, and no second message", arguments: 1...3)
    func concludeAgain(failures: Int) async throws {
        let bench = Bench()
        bench.store.fail(.conclude, Array(repeating: .before, count: failures))
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.count == 1)
        #expect(bench.store.calls(of: .conclude) == failures + 1)
        #expect(bench.journal.count { $0 == .paused(.milliseconds(500)) } == failures)
        #expect(bench.journal.entries.suffix(2) == [.published("job-0001.sent"), .acknowledged(1)])
        #expect(bench.sink.events.count == 1)
        #expect(try bench.outcome().data.possibleDuplicate == false)
    }

    @Test("a result is told to the store for as long as the job lives, and then the copy waits")
    func concludeInVain() async throws {
        let bench = Bench()
        bench.store.fail(.conclude, Array(repeating: .before, count: 2_000))
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(life: .seconds(100)), via: first)
        #expect(first.attempts.count == 1)
        #expect(bench.journal.count { $0 == .paused(.milliseconds(500)) } == 200)
        #expect(bench.journal.entries.suffix(2) == [.postponed(.second), .acknowledged(1)])
        #expect(bench.sink.postponed.map(\.delivery.isRemembered) == [true])
    }

    @Test("a conclusion whose answer was lost is told from the row")
    func concludedUnheard() async throws {
        let bench = Bench()
        bench.store.fail(.conclude, [.after])
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.count == 1)
        #expect(try bench.outcome().type == "codebode.sent")
        #expect(try bench.outcome().data.provider == "first")
    }

    @Test("a permission that was never heard of is waited out, and what came of it counts as unknown")
    func unheardPermission() async throws {
        let bench = Bench()
        bench.store.fail(.begin, [.after, .after, .after])
        let first = bench.outlet("first", .sms, .accepted)
        let copy = JobDelivery.sample(tag: 1)
        try await bench.work(copy, via: first)
        bench.clock.advance(by: .seconds(1))
        try await bench.work(copy.returned(tag: 2), via: first)
        #expect(first.attempts.isEmpty)
        #expect(bench.sink.postponed.last?.delay == .fifteenSeconds)
        bench.clock.advance(by: .seconds(30))
        try await bench.work(copy.returned(tag: 3), via: first)
        #expect(first.attempts.count == 1)
        #expect(try bench.outcome().data.possibleDuplicate == true)
    }

    @Test("a cancelled worker asks no more; the copy goes to another, who knows that it may have been sent")
    func cancelled() async throws {
        let bench = Bench { withUnsafeCurrentTask { $0?.cancel() } }
        bench.store.fail(.conclude, [.before, .before, .before])
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(
            bench.journal.entries == [
                .sent(by: "first"), .paused(.milliseconds(500)), .postponed(.second), .acknowledged(1),
            ])
        bench.clock.advance(by: .seconds(31))
        bench.store.fail(.conclude, [])
        try await bench.work(.sample(tag: 2, returns: 1), via: first)
        #expect(first.attempts.count == 2)
        #expect(try bench.outcome().data.possibleDuplicate == true)
    }
}
