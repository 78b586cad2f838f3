import Admission
import Jobs
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("A message that was taken and did not arrive")
struct WatchTests {
    private let bench = Bench()
    private let mail = "jan.jansen@mail.example"

    /// Sends a job that may go another way, and hands back the copy that looks after it.
    private func sent(_ delivery: JobDelivery, via outlets: ScriptedOutlet...) async throws -> JobDelivery {
        try await work(delivery, outlets)
        #expect(bench.sink.events.map(\.routingKey) == ["send_code.sent"])
        return try #require(bench.sink.postponed.last?.delivery)
    }

    private func work(_ delivery: JobDelivery, _ outlets: [ScriptedOutlet]) async throws {
        let source = MemoryJobSource(bench.journal)
        source.deliver([delivery])
        source.finish()
        try await bench.worker(outlets, source: source).run()
    }

    private func hear(isDelivered: Bool) async throws {
        let worker = try bench.worker([], source: MemoryJobSource(bench.journal))
        #expect(await worker.hear([MessageTag(gateway: "first", text: "first-1")], isDelivered: isDelivered) == .told)
    }

    @Test("goes by mail once its receipt says so; nothing is told twice")
    func rescued() async throws {
        let (first, relay) = (bench.outlet("first", .sms, .accepted), bench.outlet("relay", .email, .accepted))
        let copy = try await sent(.sample(email: mail, fallback: true), via: first, relay)
        #expect(copy.isWatch)
        try await work(copy, [first, relay])
        #expect(relay.attempts.isEmpty, "nobody has said anything yet")
        try await hear(isDelivered: false)
        let again = try #require(bench.sink.postponed.last?.delivery)
        try await work(again, [first, relay])
        #expect(first.attempts.count == 1)
        #expect(relay.attempts.first?.text.contains("493817") == true)
        #expect(bench.sink.events.map(\.routingKey) == ["send_code.sent", "send_code.undelivered"])
        let rescues = bench.metrics.counterTotal(label: "codebode_rescues_total", dimensions: [("result", "sent")])
        #expect(rescues == 1)
        #expect(bench.metrics.counterTotal(label: "codebode_jobs_received_total") == 1)
    }

    @Test("goes by the next gateway where there is no other channel")
    func nextGateway() async throws {
        let (first, second) = (bench.outlet("first", .sms, .accepted), bench.outlet("second", .sms, .accepted))
        let copy = try await sent(.sample(fallback: true), via: first, second)
        try await hear(isDelivered: false)
        try await work(copy, [first, second])
        #expect(first.attempts.count == 1)
        #expect(second.attempts.count == 1)
    }

    @Test("one that arrived needs no more looking after")
    func delivered() async throws {
        let (first, relay) = (bench.outlet("first", .sms, .accepted), bench.outlet("relay", .email, .accepted))
        let copy = try await sent(.sample(email: mail, fallback: true), via: first, relay)
        try await hear(isDelivered: true)
        let postponed = bench.sink.postponed.count
        try await work(copy, [first, relay])
        #expect(relay.attempts.isEmpty)
        #expect(bench.sink.postponed.count == postponed)
        #expect(bench.journal.entries.last == .acknowledged(1))
    }

    @Test("that cannot go out now is tried again later")
    func later() async throws {
        let first = bench.outlet("first", .sms, .accepted)
        let relay = bench.outlet("relay", .email, .retry, .accepted)
        let copy = try await sent(.sample(email: mail, fallback: true), via: first, relay)
        try await hear(isDelivered: false)
        try await work(copy, [first, relay])
        let again = try #require(bench.sink.postponed.last?.delivery)
        #expect(again.isWatch)
        try await work(again, [first, relay])
        #expect(relay.attempts.count == 2)
        #expect(first.attempts.count == 1)
    }

    @Test("is not looked after where the job may go no other way")
    func unwatched() async throws {
        try await work(.sample(email: mail), [bench.outlet("first", .sms, .accepted)])
        #expect(bench.sink.postponed.isEmpty)
        #expect(bench.journal.entries.last == .acknowledged(1))
    }

    @Test("is looked after only where whoever took it tells what became of it")
    func silent() async throws {
        let (gateway, relay) = (bench.outlet("teller", .sms, .refused), bench.outlet("relay", .email, .accepted))
        try await work(.sample(id: "job-mail", email: mail, fallback: true), [gateway, relay])
        let silent = ScriptedOutlet("silent", .sms, [.accepted], bench.journal, sendsReceipts: false)
        try await work(.sample(id: "job-silent", fallback: true), [silent, bench.outlet("teller", .sms, .accepted)])
        #expect(bench.sink.events.map(\.routingKey) == ["send_code.sent", "send_code.sent"])
        #expect(bench.sink.postponed.isEmpty)
    }

    @Test("waits for room by the other channel, and does not ask for it without a pause")
    func noRoom() async throws {
        let bench = Bench(limits: [Limit(name: "recipient", key: .recipient, count: 1, window: .seconds(3_600))])
        let (first, relay) = (bench.outlet("first", .sms, .accepted), bench.outlet("relay", .email, .accepted))
        try await bench.work(.sample(tag: 1, id: "job-mail", phone: nil, email: mail), via: first, relay)
        try await bench.work(.sample(tag: 2, email: mail, fallback: true), via: first, relay)
        let copy = try #require(bench.sink.postponed.last?.delivery)
        let hearing = try bench.worker([], source: MemoryJobSource(bench.journal))
        #expect(await hearing.hear([MessageTag(gateway: "first", text: "first-1")], isDelivered: false) == .told)
        bench.clock.advance(by: .seconds(520))  // no later try by SMS could begin in time
        bench.store.after(.endRescue) { bench.clock.advance(by: .seconds(10)) }
        try await bench.work(copy.returned(tag: 3, times: 8), via: first, relay)
        #expect(bench.store.calls(of: .rescue) == 1)
        #expect(bench.sink.postponed.count == 2)
        #expect(bench.journal.entries.last == .acknowledged(3))
        #expect((first.attempts.count, relay.attempts.count) == (1, 1))
    }

    @Test("the copy is safe before the delivery is acknowledged")
    func order() async throws {
        try await work(.sample(fallback: true), [bench.outlet("first", .sms, .accepted)])
        #expect(
            bench.journal.entries == [
                .sent(by: "first"), .published("job-0001.sent"), .postponed(.second), .acknowledged(1),
            ])
    }
}
