import Admission
import Cryptography
import Jobs
import Messages
import TestSupport
import Testing

@testable import Worker

/// At `noon` a step of 30 seconds and one of 60 begin.
@Suite("Codes from a TOTP secret")
struct TOTPTests {
    private let key: SealKey
    private let reader: JobReader

    init() throws {
        key = try SealKey.random(id: "2026-11")
        reader = JobReader(seals: SealRing([key]))
    }

    /// The secret of RFC 6238's vectors, in a job that lives ten minutes.
    private func job(tag: UInt64 = 1, life: Duration = .seconds(600), _ more: String = "") -> JobDelivery {
        JobDelivery.sample(
            tag: tag,
            body: """
                {"version": 1, "id": "job-0001", "kind": "send_code", "account": "account-1",
                 "totp": {"secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"\(more)},
                 "recipient": {"phone": "+31612345678", "email": "jan.jansen@mail.example"},
                 "issued_at": "\(noon.rfc3339)", "expires_at": "\((noon + life).rfc3339)"}
                """
        ).sealed(by: key)
    }

    private func code(at moment: Timestamp, period: Int64 = 30) throws -> String {
        let digits = Array("12345678901234567890".utf8).withUnsafeBufferPointer { key in
            OneTimeCode.digits(
                6, counter: UInt64(moment.microseconds / 1_000_000 / period), key: key, hash: .sha1)
        }
        return String(decoding: try required(digits), as: UTF8.self)
    }

    private func validity(_ attempt: ScriptedOutlet.Attempt) -> Duration? {
        if case .sms(_, _, let validity) = attempt.letter { validity } else { nil }
    }

    @Test("the message has the code of the moment, and as much life as that code")
    func sent() async throws {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .accepted)
        bench.clock.advance(by: .seconds(10))
        try await bench.work(job(), via: first)
        let attempt = try required(first.attempts.first)
        #expect(attempt.text.contains(try code(at: noon)))
        #expect(attempt.text.contains("minder dan 1 minuut"))
        #expect(validity(attempt) == .seconds(50))
        #expect(attempt.timeout == .seconds(10))
        let body = String(decoding: try required(bench.sink.events.first).body, as: UTF8.self)
        #expect(body.contains(#""remaining_s":50"#))
    }

    @Test("its life ends with the job's where that is sooner")
    func shortJob() async throws {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(job(life: .seconds(45)), via: first)
        #expect(try validity(required(first.attempts.first)) == .seconds(45))
    }

    @Test("each attempt has the code of its own moment")
    func eachAttempt() async throws {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .retry) { bench.clock.advance(by: .seconds(31)) }
        let second = bench.outlet("second", .sms, .accepted)
        try await bench.work(job(), via: first, second)
        #expect(first.attempts.first?.text.contains(try code(at: noon)) == true)
        #expect(second.attempts.first?.text.contains(try code(at: noon + .seconds(31))) == true)
        #expect(try code(at: noon) != code(at: noon + .seconds(31)))
    }

    @Test("the mail has it, too")
    func mail() async throws {
        let bench = Bench(fallback: true, reader: reader)
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(job(), via: bench.outlet("first", .sms, .refused), relay)
        #expect(relay.attempts.first?.text.contains(try code(at: noon)) == true)
    }

    @Test("with too little life left in its step it waits for the next one, and holds nothing against a gateway")
    func waits() async throws {
        let bench = Bench(totpDrift: .zero, reader: reader)
        let (first, delivery) = (bench.outlet("first", .sms, .accepted), job(#", "period": 60"#))
        bench.clock.advance(by: .seconds(31))
        try await bench.work(delivery, via: first)
        #expect(first.attempts.isEmpty)
        let copy = try required(bench.sink.postponed.first)
        #expect(copy.delay == .fifteenSeconds)
        #expect(copy.delivery.notBefore == noon + .seconds(60))
        bench.clock.advance(by: .seconds(29))
        try await bench.work(copy.delivery.returned(tag: 2), via: first)
        #expect(first.attempts.first?.text.contains(try code(at: noon + .seconds(60), period: 60)) == true)
        #expect(try validity(required(first.attempts.first)) == .seconds(60))
        #expect(try bench.outcome().data.attempts == 1)
    }

    @Test("a wait does not send it by its other channel")
    func waitsWithoutDetour() async throws {
        let bench = Bench(fallback: true, totpDrift: .zero, reader: reader)
        let (first, relay) = (bench.outlet("first", .sms, .accepted), bench.outlet("relay", .email, .accepted))
        bench.clock.advance(by: .seconds(31))
        try await bench.work(job(life: .seconds(62), #", "period": 60"#), via: first, relay)
        #expect(first.attempts.isEmpty && relay.attempts.isEmpty)
        #expect(bench.sink.postponed.count == 1)
    }

    @Test("a secret whose codes live too short is rejected")
    func tooShort() async throws {
        let bench = Bench(totpDrift: .zero, reader: reader)
        try await bench.work(job(), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().data.reason == "too_late")
        #expect(try bench.outcome().data.field == "totp.period")
    }

    @Test("a secret that comes in clear is rejected")
    func plain() async throws {
        let bench = Bench(reader: reader)
        let body = """
            {"version": 1, "id": "job-0001", "kind": "send_code", "account": "account-1",
             "totp": {"secret": "GEZDGNBVGY3TQOJQ"}, "recipient": {"phone": "+31612345678"},
             "issued_at": "\(noon.rfc3339)", "expires_at": "\((noon + .seconds(60)).rfc3339)"}
            """
        try await bench.work(.sample(body: body), via: bench.outlet("first", .sms, .accepted))
        #expect(try bench.outcome().data.field == "totp")
    }

    @Test("a newer code of either sort takes the place of an older one")
    func supersedes() async throws {
        let bench = Bench(reader: reader)
        let first = bench.outlet("first", .sms, .accepted)
        let newer = JobDelivery.sample(
            tag: 2,
            body: """
                {"version": 1, "id": "job-0002", "kind": "send_code", "account": "account-1", "code": "271828",
                 "recipient": {"phone": "+31612345678"}, "issued_at": "\((noon + .seconds(1)).rfc3339)",
                 "expires_at": "\((noon + .seconds(600)).rfc3339)"}
                """)
        bench.clock.advance(by: .seconds(2))
        try await bench.work(newer, via: first)
        try await bench.work(job(), via: first)
        #expect(first.attempts.count == 1)
        #expect(bench.sink.events.map(\.routingKey) == ["send_code.sent", "send_code.rejected"])
    }
}
