import Admission
import EventLoop
import InMemoryLogging
import Jobs
import Logging
import MetricsTestKit
import ServiceLifecycleTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("What came back again and again")
struct SuspectTests {
    private let bench = Bench()

    /// What a worker leaves behind that goes down with the message in hand.
    private func crash(over delivery: InboundDelivery, times: Int) async throws {
        for _ in 0..<times { _ = try await bench.store.tryOnce(delivery.suspect(PlainHash())) }
    }

    @Test("is noted before it is looked at, and the note is taken away when it is settled")
    func noted() async throws {
        let delivery = JobDelivery.sample(tag: 7, redeliveries: 2)
        try await bench.work(delivery, via: bench.outlet("first", .sms, .accepted))
        #expect(bench.journal.entries == [.sent(by: "first"), .published("job-0001.sent"), .acknowledged(7)])
        #expect((bench.store.calls(of: .tryOnce), bench.store.calls(of: .acquit)) == (1, 1))
        for _ in 0..<3 {
            #expect(try await bench.store.tryOnce(InboundDelivery.job(delivery).suspect(PlainHash())))
        }
    }

    @Test("once only costs nothing: a worker left, or a connection was lost", arguments: [0, 1])
    func innocent(redeliveries: Int) async throws {
        try await bench.work(
            .sample(redeliveries: redeliveries), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
        #expect((bench.store.calls(of: .tryOnce), bench.store.calls(of: .acquit)) == (0, 0))
    }

    @Test("and took its worker down three times goes to the dead letters, unread, before it is acknowledged")
    func setAside() async throws {
        let poison = InboundDelivery.job(.sample(tag: 7, body: "{", redeliveries: 5))
        try await crash(over: poison, times: 3)
        bench.sink.refuse(next: 1)
        try await bench.take([poison])
        #expect(
            bench.journal.entries == [.refused, .paused(.milliseconds(100)), .setAside(.crashed), .acknowledged(7)])
        #expect(bench.sink.events.isEmpty)
        let letter = try #require(bench.sink.setAside.first)
        #expect(letter.detail == "it was in hand when its worker went down, 3 times")
        let dimensions = [("reason", "crashed")]
        #expect(bench.metrics.counterTotal(label: "codebode_set_aside_total", dimensions: dimensions) == 1)
        let lines = bench.log.entries.filter { $0.level == .error }
        #expect(lines.map(\.metadata) == [["kind": "send_code", "result": "crashed"]])
    }

    @Test("twice is tried a third time")
    func thirdTry() async throws {
        let delivery = JobDelivery.sample(redeliveries: 4)
        try await crash(over: .job(delivery), times: 2)
        try await bench.work(delivery, via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
    }

    @Test("but was too long to be kept goes there as the broker has it")
    func oversized() async throws {
        let poison = InboundDelivery.job(.sample(tag: 7, body: "", size: 1 << 20, redeliveries: 5))
        try await crash(over: poison, times: 3)
        try await bench.take([poison])
        #expect(bench.journal.entries == [.rejected(7)])
    }

    @Test("is a signal as well as a job")
    func signal() async throws {
        let poison = InboundDelivery.signal(.sample(tag: 7, redeliveries: 2))
        try await crash(over: poison, times: 3)
        try await bench.take([poison])
        #expect(bench.journal.entries == [.setAside(.crashed), .acknowledged(7)])
        #expect(bench.store.calls(of: .verify) == 0)
    }

    @Test("is tried alone until an attempt of it has begun, and nothing that is new waits for it")
    func oneAtATime() async throws {
        let steps = Locked<[HookedStore.Step]>([])
        for step in [HookedStore.Step.tryOnce, .begin, .acquit] {
            bench.store.after(step) { steps.withLock { $0.append(step) } }
        }
        let (onWire, release) = (Latch(3), Latch())
        let gateway = bench.outlet("gateway", .sms, .accepted) {
            onWire.arrive()
            await release.wait()
        }
        async let working: Void = bench.work(
            .sample(tag: 1, id: "job-0001", redeliveries: 2),
            .sample(tag: 2, id: "job-0002", phone: "+31612345679", redeliveries: 2),
            .sample(tag: 3, id: "job-0003", phone: "+31612345670", redeliveries: 2), via: gateway)
        await onWire.wait()
        release.arrive()
        try await working
        #expect(steps.withLock { $0 } == Array(repeatElement([.tryOnce, .begin, .acquit], count: 3).joined()))
        #expect(bench.sink.events.count == 3)
    }

    @Test("is left to the next worker by one that leaves, but for the one in hand; no note stays")
    func drain() async throws {
        let source = MemoryJobSource(bench.journal)
        let worker = try bench.worker([bench.outlet("gateway", .sms, .accepted)], source: source)
        source.deliver([
            .sample(tag: 1, id: "job-0001", redeliveries: 2), .sample(tag: 2, id: "job-0002", redeliveries: 2),
        ])
        try await testGracefulShutdown { trigger in
            bench.store.after(.tryOnce) { trigger.triggerGracefulShutdown() }
            try await worker.run()
        }
        #expect(bench.journal.entries.contains(.acknowledged(1)))
        #expect(!bench.journal.entries.contains(.acknowledged(2)))
        #expect((bench.store.calls(of: .tryOnce), bench.store.calls(of: .acquit)) == (1, 1))
    }

    @Test("is not looked at while the store gives no answer, and waits unread", arguments: [true, false])
    func storeAway(isJob: Bool) async throws {
        bench.store.fail(.tryOnce, [.before])
        let job = JobDelivery.sample(tag: 7, returns: 1, redeliveries: 2, isRemembered: true)
        try await bench.take([isJob ? .job(job) : .signal(.sample(tag: 7, returns: 1, redeliveries: 2))])
        #expect(bench.journal.entries == [.postponed(.fiveSeconds), .acknowledged(7)])
        #expect(bench.metrics.counterTotal(label: "codebode_store_failures_total") == 1)
        #expect(bench.store.calls(of: .judge) == 0)
        if isJob {
            let copy = try #require(bench.sink.postponed.first)
            #expect((copy.delivery.isRemembered, copy.life == nil) == (true, true))
        }
    }

    @Test("has its note taken away also by a store that gives no answer for a moment")
    func askedAgain() async throws {
        bench.store.fail(.acquit, [.before, .after])
        let delivery = JobDelivery.sample(redeliveries: 2)
        try await bench.work(delivery, via: bench.outlet("first", .sms, .accepted))
        for _ in 0..<3 {
            #expect(try await bench.store.tryOnce(InboundDelivery.job(delivery).suspect(PlainHash())))
        }
    }

    @Test("is settled also when its note cannot be taken away")
    func noteStays() async throws {
        bench.store.fail(.acquit, [.before, .before, .before])
        try await bench.work(.sample(redeliveries: 2), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
        #expect(bench.metrics.counterTotal(label: "codebode_store_failures_total") == 3)
    }

    @Test("is tried alone no longer than until an attempt has begun, also one for a message that did not arrive")
    func rescue() async throws {
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(email: "jan.jansen@mail.example", fallback: true), via: first)
        let copy = try #require(bench.sink.postponed.first?.delivery)
        let worker = try bench.worker([], source: MemoryJobSource(bench.journal))
        #expect(await worker.hear([MessageTag(gateway: "first", text: "first-1")], isDelivered: false) == .told)
        let acquitted = Latch()
        bench.store.after(.acquit) { acquitted.arrive() }
        let relay = bench.outlet("relay", .email, .accepted) { await acquitted.wait() }
        try await bench.work(copy.returned(tag: 2, redeliveries: 2), via: first, relay)
        #expect(relay.attempts.count == 1)
    }
}
