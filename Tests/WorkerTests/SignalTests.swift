import Admission
import InMemoryLogging
import Jobs
import Logging
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("A signal that a code was used")
struct SignalTests {
    private let bench = Bench(unverified: UnverifiedRule(name: "unverified", mode: .record))

    private func total(_ result: SignalResult) -> Int64 {
        bench.metrics.counterTotal(label: "codebode_signals_total", dimensions: [("result", result.rawValue)])
    }

    /// A code by SMS under the id `job-0001`, sent.
    private func send() async throws {
        try await bench.work(.sample(tag: 1), via: bench.outlet("first", .sms, .accepted))
        #expect(bench.journal.entries == [.sent(by: "first"), .published("job-0001.sent"), .acknowledged(1)])
    }

    @Test("is counted once and acknowledged; no outcome is published")
    func counted() async throws {
        try await send()
        try await bench.take(.sample(tag: 2))
        #expect(bench.journal.entries.dropFirst(3) == [.acknowledged(2)])
        #expect(total(.counted) == 1)
        try await bench.take(.sample(tag: 3))
        #expect(bench.journal.entries.dropFirst(4) == [.acknowledged(3)])
        #expect((total(.counted), total(.unknown)) == (1, 1))
    }

    @Test("of a job that nobody knows is acknowledged")
    func unknown() async throws {
        try await bench.take(.sample(tag: 2, job: "job-0404"))
        #expect(bench.journal.entries == [.acknowledged(2)])
        #expect((total(.counted), total(.unknown)) == (0, 1))
        #expect(bench.log.entries.map(\.level) == [.debug])
        #expect(bench.log.entries.first?.metadata == ["job": "job-0404", "result": "unknown"])
    }

    @Test(
        "that cannot be read goes to the dead letters, and the log says why, never what",
        arguments: [
            (SignalDelivery.sample(body: "493817"), "-", "the body is not a JSON object"),
            (.sample(body: #"{"verified": "493817"}"#), "verified", "8 to 64 characters of A-Za-z0-9._:- are expected"),
            (.sample(body: #"{"verified": "job-0001", "code": "493817"}"#), "code", "the contract has no such field"),
            (.sample(body: "", size: 16_385), "-", "the body is larger than 16 KiB"),
            (.sample(contentType: "text/plain"), "content_type", "application/json is expected"),
            (.sample(contentType: "application/jose"), "content_type", "a signal is not sealed"),
        ])
    func malformed(delivery: SignalDelivery, field: String, reason: String) async throws {
        try await bench.take(delivery)
        let isWhole = delivery.body.count == delivery.size
        #expect(bench.journal.entries == (isWhole ? [.setAside(.unreadable), .acknowledged(1)] : [.rejected(1)]))
        if isWhole {
            let letter = try #require(bench.sink.setAside.first)
            #expect(letter.detail == (field == "-" ? reason : "\(field): \(reason)"))
        }
        let dimensions = [("reason", "unreadable")]
        #expect(bench.metrics.counterTotal(label: "codebode_set_aside_total", dimensions: dimensions) == 1)
        #expect(bench.store.calls(of: .verify) == 0)
        #expect(total(.malformed) == 1)
        #expect(bench.log.entries.map(\.level) == [.notice])
        #expect(bench.log.entries.first?.metadata == ["field": "\(field)", "reason": "\(reason)"])
    }

    @Test("is put aside when the store gives no answer, longer each time", arguments: [0, 1, 2, 3, 500])
    func postponed(returns: Int) async throws {
        bench.store.fail(.verify, [.before])
        try await bench.take(.sample(tag: 7, messageID: "m", returns: returns))
        let delay = RetryDelay(afterReturns: returns + 1)
        #expect(bench.journal.entries == [.postponed(delay), .acknowledged(7)])
        let copy = try #require(bench.sink.postponedSignals.first)
        #expect((copy.delivery.returns, copy.delivery.messageID) == (returns, "m"))
        #expect(copy.delivery.body == SignalDelivery.sample().body)
        #expect(bench.metrics.counterTotal(label: "codebode_store_failures_total") == 1)
        #expect(bench.metrics.counterTotal(label: "codebode_retry_scheduled_total") == 1)
        #expect(bench.metrics.counterTotal(label: "codebode_signals_total") == 0)
    }

    @Test("is counted once when the store did it but could not say so")
    func answerLost() async throws {
        try await send()
        bench.store.fail(.verify, [.after])
        try await bench.take(.sample(tag: 2))
        let copy = try #require(bench.sink.postponedSignals.first).delivery
        try await bench.take(.sample(tag: 3, returns: copy.returns + 1))
        #expect((total(.counted), total(.unknown)) == (0, 1))
        #expect(bench.journal.entries.last == .acknowledged(3))
    }

    @Test("stays with the broker until its copy is safe")
    func copyRefused() async throws {
        bench.store.fail(.verify, [.before])
        bench.sink.refuse(next: 2)
        try await bench.take(.sample(tag: 2))
        #expect(
            bench.journal.entries == [
                .refused, .paused(.milliseconds(100)), .refused, .paused(.milliseconds(200)), .postponed(.second),
                .acknowledged(2),
            ])
    }

    @Test(
        "goes to the dead letters when no store can know its job any more", arguments: [(1_442, false), (1_443, true)])
    func givenUp(returns: Int, isGivenUp: Bool) async throws {
        bench.store.fail(.verify, [.before])
        try await bench.take(.sample(tag: 2, returns: returns))
        #expect(
            bench.journal.entries
                == (isGivenUp
                    ? [.setAside(.waitedTooLong), .acknowledged(2)] : [.postponed(.minute), .acknowledged(2)]))
        #expect(total(.givenUp) == (isGivenUp ? 1 : 0))
    }

    @Test("does not keep jobs from being worked on, nor a bad one the good ones")
    func mixed() async throws {
        try await bench.take(.sample(tag: 4, body: "{"), .sample(tag: 5, job: "job-0002"))
        try await bench.work(.sample(tag: 6), via: bench.outlet("first", .sms, .accepted))
        #expect(
            Set(bench.journal.entries.prefix(3)) == [.setAside(.unreadable), .acknowledged(4), .acknowledged(5)])
        #expect(try bench.outcome().type == "codebode.sent")
    }
}
