import Jobs
import Testing

@testable import Worker

@Suite("What cannot be read is rejected")
struct UnreadableTests {
    private func reject(_ delivery: JobDelivery) async throws -> PublishedOutcome {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(delivery, via: first)
        #expect(first.attempts.isEmpty)
        #expect(bench.store.calls(of: .judge) == 0)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.rejected")
        #expect(bench.journal.entries == [.published(outcome.id), .acknowledged(delivery.receipt.tag)])
        return outcome
    }

    @Test(
        "the outcome names the field at fault, and the job where it can be made out",
        arguments: [
            ("not JSON", nil, nil), ("[]", nil, nil), (#"{"version": 1}"#, "id", nil),
            (#"{"version": 1, "id": "job-0009"}"#, "kind", "job-0009"),
            (#"{"version": 1, "id": "job-0009", "cod": "1"}"#, "cod", "job-0009"),
        ])
    func field(body: String, field: String?, job: String?) async throws {
        let outcome = try await reject(.sample(body: body))
        #expect(outcome.data.reason == "invalid")
        #expect(outcome.data.field == field)
        #expect(outcome.data.job == job)
        #expect(outcome.subject == job)
    }

    @Test("a job that came by another kind's key is rejected")
    func otherKind() async throws {
        let outcome = try await reject(.sample(kind: .confirmPhone))
        #expect(outcome.data.field == "kind")
        #expect(outcome.data.kind == "confirm_phone")
    }

    @Test("the message id names a job whose body cannot be read")
    func messageID() async throws {
        #expect(try await reject(.sample(body: "{", messageID: "job-0042")).subject == "job-0042")
        #expect(try await reject(.sample(body: "{", messageID: "a b")).subject == nil)
    }

    @Test("the same body gets the same event id, another body another")
    func eventID() async throws {
        let first = try await reject(.sample(tag: 1, body: "{1"))
        let again = try await reject(.sample(tag: 2, body: "{1"))
        let other = try await reject(.sample(tag: 3, body: "{2"))
        #expect(first.id == again.id)
        #expect(first.id != other.id)
    }

    @Test("one body refused for different reasons gets different event ids")
    func reasonsApart() async throws {
        let plain = try await reject(.sample(body: "{", contentType: nil))
        let sealed = try await reject(.sample(body: "{", contentType: "application/jose"))
        let other = try await reject(.sample(kind: .securityNotice, body: "{", contentType: nil))
        #expect(Set([plain.id, sealed.id, other.id]).count == 3)
    }

    @Test("a body over 16 KiB is rejected, also when its bytes were dropped")
    func oversized() async throws {
        let dropped = try await reject(.sample(body: "", size: BodyDecoder.maximumSize + 1))
        #expect(dropped.data.reason == "invalid")
        #expect(dropped.data.detail == "the body is larger than 16 KiB")
        let larger = try await reject(.sample(body: "", size: BodyDecoder.maximumSize + 2))
        #expect(dropped.id != larger.id)
    }

    @Test("JSON by its usual names is read", arguments: [nil, "application/json", "application/json; charset=utf-8"])
    func json(contentType: String?) async throws {
        let bench = Bench()
        try await bench.work(.sample(contentType: contentType), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().type == "codebode.sent")
    }

    @Test("another content type is rejected by name", arguments: ["text/plain", "", "application/xml"])
    func contentType(type: String) async throws {
        let outcome = try await reject(.sample(contentType: type))
        #expect(outcome.data.reason == "invalid")
        #expect(outcome.data.field == "content_type")
    }

    @Test("a plain job over 16 KiB is rejected, too, where a sealed one would not be")
    func betweenTheLimits() async throws {
        let long = String(repeating: " ", count: BodyDecoder.maximumSize + 1)
        #expect(try await reject(.sample(body: long)).data.detail == "the body is larger than 16 KiB")
    }
}
