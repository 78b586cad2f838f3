import Admission
import Jobs
import TestSupport
import Testing

@testable import Worker

@Suite("A copy that is put aside says whether the store had a row for it")
struct RememberedTests {
    private func copy(_ bench: Bench) throws -> JobDelivery {
        try required(bench.sink.postponed.last).delivery
    }

    @Test("yes when the job was released to wait")
    func released() async throws {
        let bench = Bench()
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .retry))
        #expect(try copy(bench).isRemembered)
    }

    @Test("yes when another worker holds it")
    func held() async throws {
        let bench = Bench()
        bench.store.fail(.begin, [.after, .after, .after])
        try await bench.work(.sample(tag: 1), via: bench.outlet("first", .sms, .accepted))
        #expect(try copy(bench).isRemembered == false)
        try await bench.work(.sample(tag: 2), via: bench.outlet("first", .sms, .accepted))
        #expect(try copy(bench).isRemembered)
    }

    @Test("not when the store gave no answer", arguments: [HookedStore.Step.judge, .begin])
    func noAnswer(step: HookedStore.Step) async throws {
        let bench = Bench()
        bench.store.fail(step, [.before, .before, .before])
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        #expect(try copy(bench).isRemembered == false)
    }

    @Test("what was known stays known when the store gives no answer")
    func stillKnown() async throws {
        let bench = Bench()
        bench.store.fail(.judge, [.before, .before, .before])
        try await bench.work(.sample(isRemembered: true), via: bench.outlet("first", .sms, .accepted))
        #expect(try copy(bench).isRemembered)
    }

    @Test("yes when an attempt was allowed, and what came of it could not be told")
    func concludedUnheard() async throws {
        let bench = Bench { withUnsafeCurrentTask { $0?.cancel() } }
        bench.store.fail(.conclude, [.before, .before])
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(), via: first)
        #expect(first.attempts.count == 1)
        #expect(try copy(bench).isRemembered)
    }

    @Test("the doubt of an attempt is told although the store forgets the job during the next one")
    func doubt() async throws {
        let bench = Bench()
        let id = try #require(JobID("job-0001"))
        let second = bench.outlet("second", .sms, .accepted) { await bench.store.forget(id) }
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .unknown), second)
        #expect(second.attempts.count == 1)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.sent")
        #expect(outcome.data.possibleDuplicate == true)
    }

    @Test("a remembered job that the store has forgotten is not taken for a new one")
    func forgotten() async throws {
        let bench = Bench(onUnknown: .drop)
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(isRemembered: true), via: first)
        #expect(first.attempts.isEmpty)
        #expect(try bench.outcome().data.reason == "unknown")
        let fresh = Bench(onUnknown: .drop)
        try await fresh.work(.sample(), via: fresh.outlet("first", .sms, .accepted))
        #expect(try fresh.outcome().type == "codebode.sent")
    }
}
