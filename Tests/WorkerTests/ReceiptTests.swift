import Admission
import Jobs
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("A delivery receipt")
struct ReceiptTests {
    private let bench = Bench()

    private func hear(_ text: String = "first-1", isDelivered: Bool = true) async throws -> Worker.ReceiptResult {
        let worker = try bench.worker([], source: MemoryJobSource(bench.journal))
        return await worker.hear([MessageTag(gateway: "first", text: text)], isDelivered: isDelivered)
    }

    private func send() async throws {
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
    }

    @Test("is told to whoever listens for outcomes, and counted")
    func told() async throws {
        try await send()
        #expect(try await hear() == .told)
        #expect(try await hear("job-0001") == .told)
        #expect(
            bench.sink.events.map(\.routingKey) == ["send_code.sent", "send_code.delivered", "send_code.delivered"])
        #expect(bench.sink.events[1] == bench.sink.events[2])
        let told = bench.metrics.counterTotal(label: "codebode_receipts_total", dimensions: [("result", "told")])
        #expect(told == 2)
    }

    @Test("that cannot be written down or told is asked for again")
    func failed() async throws {
        try await send()
        bench.store.fail(.hear, [.before])
        #expect(try await hear(isDelivered: false) == .failed)
        bench.sink.refuse(next: 1)
        #expect(try await hear(isDelivered: false) == .failed)
        #expect(try await hear(isDelivered: false) == .told)
        #expect(bench.sink.events.map(\.routingKey) == ["send_code.sent", "send_code.undelivered"])
    }

    @Test("of an unknown message, or against an earlier one, is told to nobody")
    func useless() async throws {
        try await send()
        #expect(try await hear("nothing") == .unknown)
        _ = try await hear(isDelivered: false)
        #expect(try await hear(isDelivered: true) == .contradicts)
        #expect(bench.sink.events.map(\.routingKey) == ["send_code.sent", "send_code.undelivered"])
    }
}
