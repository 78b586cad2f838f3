import Cryptography
import InMemoryLogging
import Jobs
import Logging
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("Sealed jobs")
struct SealedTests {
    private let key: SealKey
    private let reader: JobReader

    init() throws {
        key = try SealKey.random(id: "2026-11")
        reader = JobReader(seals: SealRing([key]))
    }

    private func reject(_ delivery: JobDelivery, _ reader: JobReader, log level: Logger.Level) async throws
        -> PublishedOutcome
    {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(delivery, via: first)
        #expect(first.attempts.isEmpty)
        #expect(bench.log.entries.map(\.level) == [level])
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.rejected")
        #expect(bench.journal.entries == [.published(outcome.id), .acknowledged(delivery.receipt.tag)])
        return outcome
    }

    @Test("a sealed job is sent like a plain one")
    func sent() async throws {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample().sealed(by: key), via: first)
        #expect(first.attempts.first?.text.contains("493817") == true)
        #expect(try bench.outcome().id == "job-0001.sent")
    }

    @Test("a plain copy and a sealed copy are one request")
    func sameRequest() async throws {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(tag: 1), via: first)
        try await bench.work(.sample(tag: 2).sealed(by: key), .sample(tag: 3).sealed(by: key), via: first)
        #expect(first.attempts.count == 1)
        #expect(Set(bench.sink.events.map(\.id)) == ["job-0001.sent"])
    }

    @Test("a job that waits stays sealed, byte for byte, and so does the copy that looks after it")
    func staysSealed() async throws {
        let bench = Bench(fallback: true, reader: reader)
        let delivery = JobDelivery.sample(email: "jan.jansen@mail.example").sealed(by: key)
        try await bench.work(delivery, via: bench.outlet("first", .sms, .retry))
        try await bench.work(
            delivery.returned(tag: 2), via: bench.outlet("first", .sms, .accepted),
            bench.outlet("relay", .email, .accepted))
        #expect(bench.sink.postponed.map(\.delivery.isWatch) == [false, true])
        for copy in bench.sink.postponed.map(\.delivery) {
            #expect(copy.body == delivery.body)
            #expect(copy.contentType == "application/jose")
        }
    }

    @Test("whatever is wrong with a seal, the answer is the same; our log says more")
    func noOracle() async throws {
        let good = JobDelivery.sample().sealed(by: key)
        var changed = good.body
        changed[changed.count - 2] ^= 1
        let bodies = [
            String(decoding: JobDelivery.sample().sealed(by: try .random(id: "other")).body, as: UTF8.self),
            String(decoding: JobDelivery.sample().sealed(by: try .random(id: key.id)).body, as: UTF8.self),
            String(decoding: changed, as: UTF8.self), "e30.e30.e30.e30.e30", "", "{}",
        ]
        for body in bodies {
            let outcome = try await reject(
                .sample(body: body, contentType: "application/jose", messageID: "job-0042"), reader, log: .notice)
            #expect(outcome.data.reason == "seal_invalid")
            #expect(outcome.data.detail == "the seal cannot be opened")
            #expect(outcome.data.field == nil)
            #expect(outcome.subject == "job-0042")
        }
    }

    @Test("without a key no sealed job is opened")
    func noKey() async throws {
        let outcome = try await reject(.sample().sealed(by: key), JobReader(), log: .notice)
        #expect(outcome.data.reason == "seal_invalid")
        #expect(outcome.subject == nil)
    }

    @Test("a plain job is refused where sealed ones are required")
    func required() async throws {
        let strict = JobReader(seals: SealRing([key]), isSealRequired: true)
        let outcome = try await reject(.sample(), strict, log: .debug)
        #expect(outcome.data.reason == "seal_required")
        #expect(outcome.data.field == "content_type")
        #expect(outcome.subject == "job-0001")
        let bench = Bench(reader: strict)
        try await bench.work(.sample().sealed(by: key), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
    }

    @Test("a plain job that the store knew before seals were required is sent all the same")
    func waitedInClear() async throws {
        var bench = Bench(reader: reader)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .retry))
        let copy = try #require(bench.sink.postponed.first?.delivery)
        bench.reader = JobReader(seals: SealRing([key]), isSealRequired: true)
        try await bench.work(copy.returned(tag: 2), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
    }

    @Test("a copy that looks after a message ends quietly when its key is taken away: its job was told as sent")
    func watchWithoutKey() async throws {
        var bench = Bench(fallback: true, reader: reader)
        let delivery = JobDelivery.sample(email: "jan.jansen@mail.example").sealed(by: key)
        try await bench.work(delivery, via: bench.outlet("first", .sms, .accepted))
        let copy = try #require(bench.sink.postponed.first?.delivery)
        bench.reader = JobReader()
        try await bench.work(copy.returned(tag: 2), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
        #expect(bench.journal.entries.last == .acknowledged(2))
        let line = try #require(bench.log.entries.last)
        #expect(line.level == .notice)
        #expect(line.metadata == ["kind": "send_code", "reason": "seal_invalid"])
        #expect(bench.metrics.counterTotal(label: "codebode_seal_faults_total") == 1)
    }

    @Test("what is wrong with the JSON inside is told as ever, with the id that stands there")
    func unreadableInside() async throws {
        let outcome = try await reject(
            JobDelivery.sample(body: #"{"version": 1, "id": "job-0009", "cod": "1"}"#).sealed(by: key), reader,
            log: .debug)
        #expect(outcome.data.reason == "invalid")
        #expect(outcome.data.field == "cod")
        #expect(outcome.subject == "job-0009")
        let other = try await reject(JobDelivery.sample(kind: .confirmPhone).sealed(by: key), reader, log: .debug)
        #expect(other.data.field == "kind")
    }

    @Test("a sealed body may hold 16 KiB and no more, also when its bytes were dropped")
    func size() async throws {
        let job = String(decoding: JobDelivery.sample().body, as: UTF8.self)
        let room = BodyDecoder.maximumSize - job.utf8.count
        let bench = Bench(reader: reader)
        let full = JobDelivery.sample(body: job + String(repeating: " ", count: room)).sealed(by: key)
        #expect(full.size <= JobReader.largestBody)
        try await bench.work(full, via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
        let over = JobDelivery.sample(body: job + String(repeating: " ", count: room + 1)).sealed(by: key)
        #expect(try await reject(over, reader, log: .debug).data.detail == "the body is larger than 16 KiB")
        let dropped = JobDelivery.sample(body: "", size: JobReader.largestBody + 1, contentType: "application/jose")
        #expect(try await reject(dropped, reader, log: .debug).data.reason == "invalid")
    }

    @Test("a delivery may be printed: nothing of its body appears")
    func printed() {
        for value in [JobDelivery.sample() as Any, InboundDelivery.job(.sample()), SignalDelivery.sample()] {
            var text = "\(value)"
            dump(value, to: &text)
            #expect(text.contains("bytes"))
            #expect(!text.contains("493817"))
            #expect(!text.contains("123,"))  // the { that a body begins with
        }
    }
}
