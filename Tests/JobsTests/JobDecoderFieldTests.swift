import Jobs
import Testing

struct JobDecoderFieldTests {
    /// One body that differs from a good one in one field.
    struct Bad: Sendable, CustomTestStringConvertible {
        let body: JobBody
        let name: String
        let json: String
        let field: String

        var testDescription: String { "\(name): \(json.prefix(60))" }
    }

    private static func each(_ body: JobBody, _ name: String, field: String? = nil, _ jsons: [String]) -> [Bad] {
        jsons.map { Bad(body: body, name: name, json: $0, field: field ?? name) }
    }

    private static func text(_ count: Int, _ character: String = "a") -> String {
        "\"" + String(repeating: character, count: count) + "\""
    }

    static let simple: [[Bad]] = [
        each(.loginCode, "version", [#""1""#, "true", "[]", "{}", "null", "0", "2", "-1", "1.5", "1e3", "1e400"]),
        each(.loginCode, "version", ["99999999999999999999", "-9223372036854775809", "9223372036854775808"]),
        each(.loginCode, "id", ["1", "null", "[]", "{}", "true", #""""#, #""job-001""#, #""job 0001""#, text(65)]),
        each(.loginCode, "kind", ["1", "null", #""""#, #""SEND_CODE""#, #""login""#, #""send_code\u0000""#]),
        each(.loginCode, "account", ["1", "null", "{}", #""""#, text(129), #""a\u0000""#]),
        each(.loginCode, "account", [#""a\nb""#, #""a\u007f""#, #""a\u0085""#]),
        each(.loginCode, "purpose", ["1", "{}", #""""#, #""Login""#, #""log in""#, #""log-in""#, #""é""#, text(33)]),
        each(.loginCode, "issued_at", ["1795348800", "null", #""""#, #""2026-11-22T12:00:00""#, #""2026-11-22""#]),
        each(.loginCode, "expires_at", ["1795348800", "null", #""""#, #""2026-02-30T12:00:00Z""#]),
        each(
            .loginCode, "expires_at",
            [#""2026-11-22T12:00:00Z""#, #""2026-11-22T11:59:59Z""#, #""2026-11-22T13:00:00+01:00""#]),
        each(.loginCode, "channel", ["1", "[]", #""SMS""#, #""mail""#, #""""#, #""whatsapp""#]),
        each(.loginCode, "fallback", ["1", "0", #""true""#, "[]"]),
        each(.loginCode, "locale", ["1", "{}", #""""#, #""nederlands""#, #""nl_NL""#, #""../nl""#]),
        each(.loginCode, "code", ["123456", "[]", #""""#, #""123""#, #""12345678901""#, #""12 34""#, #""abcd""#]),
        each(.loginCode, "code", [#""12345é""#, #""１２３４""#, #""1234\n""#, #""1234\u0000""#, "null"]),
        each(
            .loginCode, "sequence", [#""7""#, "true", "[]", "0", "1000", "-1", "1.5", "1e400", "99999999999999999999"]),
        each(.link, "step", ["1", "null", #""""#, #""LINK""#, #""sms""#]),
        each(.link, "new_phone", ["1", "null", #""""#, #""06""#, #""+999123456789""#, #""020 624 1111 ext. 12""#]),
        each(.link, "link", ["1", "null"]),
        each(.notice, "event", ["1", "null", #""""#, #""login""#, #""PHONE_CHANGED""#]),
    ]

    @Test("a field with a wrong value is refused by its name", arguments: simple.flatMap(\.self))
    func wrongValue(bad: Bad) throws {
        let rejection = try #require(bad.body.with(bad.name, bad.json).rejection())
        #expect(rejection.field == bad.field)
        #expect(rejection.reason == .invalid)
    }

    static let recipients: [[Bad]] = [
        each(.loginCode, "recipient", ["1", "null", "[]", #""jan""#, "{}", #"{"name":"Jan"}"#, #"{"phone":null}"#]),
        each(
            .loginCode, "recipient", field: "recipient.phone",
            [
                "612345678", "[]", #""""#, #""hello""#, #""0612""#, #""+999123456789""#, #""0612345678x5""#,
                #""0612345678 / 0687654321""#, #""0612345678,0687654321""#, #""0612345678\r\nX: y""#,
                #""0612345678\n""#,
                #""Jan 0612345678""#, #""<0612345678>""#, #""tel:+31612345678""#, #""\u202e0612345678""#,
                #""٠٦١٢٣٤٥٦٧٨""#, text(33, "1"),
            ].map { #"{"phone":\#($0)}"# }),
        each(
            .loginCode, "recipient", field: "recipient.email",
            [
                "1", #""""#, #""jan""#, #""jan@example.org\r\nBcc: x@example.org""#,
                #""jan@example.org,x@example.org""#,
                #""<jan@example.org>""#, #""Jan <jan@example.org>""#, #""jän@example.org""#, #""jan@bücher.example""#,
                #""jan@[192.0.2.1]""#, #""jan@example.\u212apn""#, text(255),
            ].map { #"{"email":\#($0)}"# }),
        each(
            .loginCode, "recipient", field: "recipient.name",
            ["1", "true", "[]", "{}"].map { #"{"phone":"+31612345678","name":\#($0)}"# }),
    ]

    @Test("a recipient's field with a wrong value is refused by its dotted name", arguments: recipients.flatMap(\.self))
    func wrongRecipient(bad: Bad) throws {
        let rejection = try #require(bad.body.with(bad.name, bad.json).rejection())
        #expect(rejection.field == bad.field)
        #expect(rejection.reason == .invalid)
    }

    @Test(
        "a name that no mail may show is left out, and the job is taken",
        arguments: [
            #""Jan\r\nBcc: x""#, #""\u202eneslaJ""#, #""Jan\u0000""#, #""Jan\u2028""#, #""Ja\u00adn""#, text(101),
            #""Sam: https://evil.example/""#,
        ])
    func unfitName(json: String) throws {
        let recipient = #"{"phone":"+31612345678","name":\#(json)}"#
        let job = try JobBody.loginCode.with("recipient", recipient).decoded()
        #expect(job.recipient.name == nil)
        #expect(job.recipient.isNameLeftOut)
    }

    @Test("a name that is empty, or not there, is not said to be left out")
    func noName() throws {
        for name in ["", #","name":"""#, #","name":null"#] {
            let job = try JobBody.loginCode.with("recipient", #"{"phone":"+31612345678"\#(name)}"#).decoded()
            #expect(job.recipient.name == nil)
            #expect(!job.recipient.isNameLeftOut)
        }
    }

    static let links = each(
        .link, "link",
        [
            #""""#, #""http://care.example.org/""#, #""https://care.example.org@evil.example/""#,
            #""https://127.0.0.1/""#,
            #""https://[::1]/""#, #""https://0x7f000001/""#, #""https://2130706433/""#,
            #""https://care.example.org./""#,
            #""https://care.example.org:8443/""#, #""https://care.example.org/\r\n""#,
            #""https://care.example.org\\@evil/""#,
            #""https://bücher.example/""#, #""javascript:alert(1)""#, text(2_049),
        ])

    @Test("a link that may hide another host is refused as not allowed", arguments: links)
    func wrongLink(bad: Bad) throws {
        let rejection = try #require(bad.body.with(bad.name, bad.json).rejection())
        #expect(rejection.field == "link")
        #expect(rejection.reason == .linkNotAllowed)
    }

    @Test("numbers may be written as JSON allows it")
    func numbers() throws {
        for json in ["1.0", "1e0", "1E+0", "10e-1"] {
            #expect(try JobBody.loginCode.with("version", json).decoded() == JobBody.loginCode.decoded())
            let content = try JobBody.loginCode.with("sequence", json).decoded().content
            #expect(content == .loginCode(Secret("H7X9Q2"), sequence: 1))
        }
    }

    @Test("an account has 128 code points at most, as the schema of outcomes counts them")
    func codePoints() throws {
        let account = #""\#(String(repeating: "e\u{301}", count: 65))""#
        #expect(JobBody.loginCode.with("account", account).rejection()?.field == "account")
    }

    @Test("an account is 1 to 128 characters of any script")
    func accounts() throws {
        for text in ["a", String(repeating: "é", count: 128), String(repeating: "😀", count: 128), "/", "a b", "\\"] {
            let json = "\"" + text.replacing("\\", with: "\\\\") + "\""
            #expect(try JobBody.loginCode.with("account", json).decoded().account == text)
        }
    }
}
