import Foundation
import Jobs
import Testing

struct JobDecoderTests {
    private func rejection(_ body: [UInt8], _ kind: JobKind = .sendCode) -> Rejection? {
        do {
            _ = try JobDecoder.decode(body, kind: kind)
            return nil
        } catch {
            return error
        }
    }

    @Test("a login code is read with all that it says")
    func loginCode() throws {
        let job = try JobBody.loginCode.with("fallback", "true").with("locale", #""nl-BE""#).decoded()
        #expect(job.id == JobID("job-0001"))
        #expect(job.kind == .sendCode)
        #expect(job.account == "patient-1001")
        #expect(job.purpose == "login")
        #expect(job.issuedAt == Timestamp(seconds: 1_795_348_800))
        #expect(job.expiresAt == Timestamp(seconds: 1_795_349_400))
        #expect(job.recipient.phone?.e164 == "+31612345678")
        #expect(job.recipient.email?.text == "jan.jansen@example.org")
        #expect(job.recipient.name?.text == "Jan Jansen")
        #expect(job.channel == .sms)
        #expect(job.fallback == true)
        #expect(job.locale.text == "nl-BE")
        #expect(job.content == .loginCode(Secret("H7X9Q2"), sequence: 7))
    }

    @Test("every kind and step is read")
    func kinds() throws {
        let link = try #require(ConfirmationLink("https://care.example.org/confirm?t=geheim42"))
        let newPhone = try PhoneNumber("+31687654321")
        let job = try JobBody.link.decoded()
        #expect(job.content == .confirmPhoneLink(link, newPhone: newPhone))
        #expect(job.channel == .email)
        #expect(try JobBody.phoneCode.decoded().content == .confirmPhoneCode(Secret("ABCDEF"), sequence: nil))
        #expect(try JobBody.phoneCode.decoded().channel == .sms)
        #expect(try JobBody.notice.decoded().content == .notice(.phoneChanged))
        for event in SecurityEvent.allCases {
            #expect(try JobBody.notice.with("event", "\"\(event.rawValue)\"").decoded().content == .notice(event))
        }
    }

    @Test("a body that is no JSON object is refused without a field")
    func noObject() throws {
        let text = JobBody.loginCode.text()
        let bodies: [(String, [UInt8], String)] = [
            ("empty", [], "the body is not JSON"),
            ("white space", Array(" \n".utf8), "the body is not JSON"),
            ("words", Array("hello".utf8), "the body is not JSON"),
            ("cut off", JobBody.loginCode.bytes.dropLast(), "the body is not JSON"),
            ("followed by more", JobBody.loginCode.bytes + Array("{}".utf8), "the body is not JSON"),
            ("single quotes", Array(text.replacing("\"", with: "'").utf8), "the body is not JSON"),
            ("comment", Array("/* */\(text)".utf8), "the body is not JSON"),
            ("array", Array("[\(text)]".utf8), "the body is not a JSON object"),
            ("string", Array(#""job""#.utf8), "the body is not a JSON object"),
            ("number", Array("1".utf8), "the body is not a JSON object"),
            ("null", Array("null".utf8), "the body is not a JSON object"),
            ("latin 1", Array("{\"account\":\"Zo".utf8) + [0xEB] + Array("\"}".utf8), "the body is not UTF-8"),
            ("overlong slash", [0xC0, 0xAF], "the body is not UTF-8"),
            ("surrogate in UTF-8", [0x22, 0xED, 0xA0, 0x80, 0x22], "the body is not UTF-8"),
            ("NUL", JobBody.loginCode.bytes + [0], "the body is not UTF-8"),
            ("UTF-16", Array(try #require(text.data(using: .utf16))), "the body is not UTF-8"),
            ("UTF-16 big-endian", Array(try #require(text.data(using: .utf16BigEndian))), "the body is not UTF-8"),
            ("UTF-32", Array(try #require(text.data(using: .utf32))), "the body is not UTF-8"),
            ("lone surrogate", JobBody.loginCode.with("account", #""\ud800""#).bytes, "the body is not JSON"),
            ("raw newline", JobBody.loginCode.with("account", "\"a\nb\"").bytes, "the body is not JSON"),
            ("not a number", JobBody.loginCode.with("version", "NaN").bytes, "the body is not JSON"),
        ]
        for (name, body, detail) in bodies {
            #expect(rejection(body) == Rejection(.invalid, detail), "\(name)")
        }
    }

    @Test("nesting of 10,000 levels ends as a refusal, not in a full stack")
    func nesting() {
        let deep = String(repeating: "[", count: 10_000)
        let inside = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        let objects = String(repeating: #"{"recipient":"#, count: 1_200)
        for body in [deep, JobBody.loginCode.with("recipient", inside).text(), objects] {
            #expect(rejection(Array(body.utf8)) == Rejection(.invalid, "the body is not JSON"))
        }
    }

    @Test("a body of 16 KiB is read, one byte more is refused unread")
    func size() {
        let body = JobBody.loginCode.bytes
        let full = body + [UInt8](repeating: 0x20, count: 16_384 - body.count)
        #expect(rejection(full) == nil)
        #expect(rejection(full + [0x20]) == Rejection(.invalid, "the body is larger than 16 KiB"))
        #expect(JobDecoder.salvageID(full) == JobID("job-0001"))
        #expect(JobDecoder.salvageID(full + [0x20]) == nil)
    }

    @Test("a byte order mark is passed over, and of a field written twice the first counts")
    func leniency() throws {
        #expect(rejection([0xEF, 0xBB, 0xBF] + JobBody.loginCode.bytes) == nil)
        let twice = JobBody.loginCode.text().replacing(#""H7X9Q2""#, with: #""H7X9Q2","code":"999999""#)
        #expect(
            try JobDecoder.decode(Array(twice.utf8), kind: .sendCode).content
                == .loginCode(Secret("H7X9Q2"), sequence: 7))
    }

    @Test("the id of a refused body is saved where it can be made out")
    func salvage() {
        #expect(JobDecoder.salvageID(JobBody.loginCode.without("code").bytes) == JobID("job-0001"))
        for body in ["", "[]", "{}", #"{"id":1}"#, #"{"id":"short"}"#, #"{"id":"job 0001"}"#, #"{"id":"job-0001""#] {
            #expect(JobDecoder.salvageID(Array(body.utf8)) == nil)
        }
    }

    @Test("the routing key must be the kind")
    func routingKey() {
        for body in JobBody.all {
            for kind in JobKind.allCases where kind != body.kind {
                #expect(rejection(body.bytes, kind)?.field == "kind")
                #expect(rejection(body.bytes, kind)?.reason == .invalid)
            }
        }
    }
}
