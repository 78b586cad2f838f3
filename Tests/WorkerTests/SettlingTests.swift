import Admission
import Jobs
import TestSupport
import Testing

@testable import Worker

@Suite("A delivery is settled last")
struct SettlingTests {
    @Test("the outcome is confirmed before the acknowledge")
    func outcomeFirst() async throws {
        let bench = Bench()
        try await bench.work(.sample(tag: 7), via: bench.outlet("first", .sms, .accepted))
        #expect(bench.journal.entries == [.sent(by: "first"), .published("job-0001.sent"), .acknowledged(7)])
    }

    @Test("a copy lies safely in the delay queue before the acknowledge")
    func copyFirst() async throws {
        let bench = Bench()
        let delivery = JobDelivery.sample(tag: 7)
        try await bench.work(delivery, via: bench.outlet("first", .sms, .retry))
        #expect(bench.journal.entries == [.sent(by: "first"), .postponed(.second), .acknowledged(7)])
        let copy = try #require(bench.sink.postponed.first)
        #expect(copy.delivery.body == delivery.body)
        #expect(copy.life == .seconds(570), "as long as an attempt may still begin")
    }

    @Test("an outcome that the broker does not take is tried again, and nothing is acknowledged before it worked")
    func insist() async throws {
        let bench = Bench()
        bench.sink.refuse(next: 3)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        #expect(
            bench.journal.entries == [
                .sent(by: "first"), .refused, .paused(.milliseconds(100)), .refused, .paused(.milliseconds(200)),
                .refused, .paused(.milliseconds(400)), .published("job-0001.sent"), .acknowledged(1),
            ])
    }

    @Test("so is a copy")
    func insistOnCopy() async throws {
        let bench = Bench()
        bench.sink.refuse(next: 1)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .retry))
        #expect(
            bench.journal.entries == [
                .sent(by: "first"), .refused, .paused(.milliseconds(100)), .postponed(.second), .acknowledged(1),
            ])
    }

    @Test("the pauses between tries double up to five seconds")
    func backOff() async throws {
        let bench = Bench()
        bench.sink.refuse(next: 9)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        let pauses = bench.journal.entries.compactMap { entry in
            if case .paused(let span) = entry { span.wholeMilliseconds } else { nil }
        }
        #expect(pauses == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000])
    }

    @Test("a cancelled worker leaves a delivery unsettled that the broker does not take", arguments: [false, true])
    func cancelled(isCopy: Bool) async throws {
        let bench = Bench { withUnsafeCurrentTask { $0?.cancel() } }
        bench.sink.refuse(next: 1_000)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, isCopy ? .retry : .accepted))
        #expect(
            bench.journal.entries == [.sent(by: "first"), .refused, .paused(.milliseconds(100)), .refused])
    }

    @Test("a cancelled worker still settles what the broker takes")
    func cancelledButTaken() async throws {
        let bench = Bench { withUnsafeCurrentTask { $0?.cancel() } }
        bench.sink.refuse(next: 1)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        #expect(bench.journal.entries.suffix(2) == [.published("job-0001.sent"), .acknowledged(1)])
    }

    @Test("a repeat sends nothing, and is told the first one's outcome in the same bytes")
    func again() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(tag: 1), via: first)
        bench.clock.advance(by: .seconds(3))
        try await bench.work(.sample(tag: 2), via: first)
        #expect(first.attempts.count == 1)
        #expect(bench.sink.events.count == 2)
        #expect(bench.sink.events.first == bench.sink.events.last)
        #expect(bench.journal.entries.suffix(2) == [.published("job-0001.sent"), .acknowledged(2)])
    }

    @Test("the same id with another code is a duplicate, under an event id of its own")
    func duplicate() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(tag: 1), via: first)
        try await bench.work(.sample(tag: 2, code: "111111"), via: first)
        #expect(first.attempts.count == 1)
        let events = try bench.sink.events.map(PublishedOutcome.init)
        #expect(events.map(\.data.reason) == [nil, "duplicate"])
        #expect(events[0].id != events[1].id)
    }

    @Test("what another worker holds is looked at again when its lease may be over")
    func held() async throws {
        let bench = Bench()
        let wire = Latch()
        let answer = Latch()
        let first = bench.outlet("first", .sms, .accepted) {
            wire.arrive()
            await answer.wait()
        }
        async let holder: Void = bench.work(.sample(tag: 1), via: first)
        await wire.wait()
        try await bench.work(.sample(tag: 2), via: first)
        #expect(bench.journal.entries == [.sent(by: "first"), .postponed(.fifteenSeconds), .acknowledged(2)])
        answer.arrive()
        try await holder
        #expect(try bench.outcome().type == "codebode.sent")
    }
}
