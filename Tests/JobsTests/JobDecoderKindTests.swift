import Jobs
import Testing

struct JobDecoderKindTests {
    @Test("every field that a body needs is asked for by name", arguments: JobBody.all)
    func missing(body: JobBody) throws {
        for name in body.names where name != "sequence" {
            let rejection = try #require(body.without(name).rejection(), "\(name)")
            #expect(rejection == Rejection(.invalid, field: name, "the field is missing"))
        }
        #expect(body.without("sequence").rejection() == nil)
    }

    private static let values = [
        ("code", #""123456""#), ("totp", #"{"secret":"JBSWY3DPEHPK3PXP"}"#), ("sequence", "7"), ("step", #""link""#),
        ("link", #""https://care.example.org/""#), ("new_phone", #""0687654321""#), ("event", #""totp_enabled""#),
    ]

    @Test(
        "a field of another kind or step is refused by name",
        arguments: [
            (JobBody.loginCode, ["code", "sequence"]), (.link, ["step", "link", "new_phone"]),
            (.phoneCode, ["step", "code", "sequence"]), (.notice, ["event"]),
        ])
    func foreign(body: JobBody, own: [String]) {
        for (name, json) in Self.values where !own.contains(name) {
            let rejection = body.with(name, json).rejection()
            #expect(rejection?.field == name)
            #expect(rejection?.reason == .invalid)
        }
    }

    @Test("a TOTP secret in a plain job is refused, with or without a code")
    func totp() {
        for json in [#"{"secret":"JBSWY3DPEHPK3PXP"}"#, "1", "[]"] {
            for body in [JobBody.loginCode, .phoneCode] {
                #expect(body.with("totp", json).rejection()?.field == "totp")
                #expect(body.without("code").with("totp", json).rejection()?.field == "totp")
            }
        }
    }

    @Test("an unknown field is refused by name, with the one that was probably meant")
    func unknown() {
        let meant: [(String, String?)] = [
            ("expire_at", "expires_at"), ("channels", "channel"), ("issuedAt", "issued_at"),
            ("recipients", "recipient"), ("link-url", nil), ("Code", nil),
        ]
        for (name, other) in meant {
            let detail = "the contract has no such field" + (other.map { "; did you mean \($0)?" } ?? "")
            let shown = name == "Code" ? nil : name
            #expect(JobBody.loginCode.with(name, "1").rejection() == Rejection(.invalid, field: shown, detail))
        }
        let recipient = #"{"phone":"+31612345678","mail":"jan@example.org"}"#
        #expect(
            JobBody.loginCode.with("recipient", recipient).rejection()
                == Rejection(
                    .invalid, field: "recipient.mail", "the contract has no such field; did you mean email?"))
        #expect(JobBody.loginCode.with("recipient.phone", "1").rejection()?.field == "recipient.phone")
    }

    @Test(
        "a field's name that may be a misplaced value is not repeated",
        arguments: [
            "123456", "ABCDEF", "H7X9Q2", "JBSWYDPEHPKPXP", "+31612345678", "jan@example.org", "Jansen", "Jan Jansen",
            "",
            "https://care.example.org/", #"a\nb"#, #"a\u0000"#, #"\u202ea"#, "é", String(repeating: "a", count: 65),
        ])
    func hiddenNames(name: String) {
        let top = JobBody.loginCode.with(name, "1").rejection()
        #expect(top == Rejection(.invalid, "the contract has no such field"))
        let inner = JobBody.loginCode.with("recipient", #"{"phone":"+31612345678","\#(name)":1}"#).rejection()
        #expect(inner == Rejection(.invalid, field: "recipient", "the contract has no such field"))
    }

    @Test("of several unknown fields the same one is named each time")
    func sameField() {
        let unknown = ["zulu", "yankee", "xray", "whiskey", "victor", "uniform"]
        let body = unknown.reduce(JobBody.loginCode) { $0.with($1, "1") }
        #expect(body.rejection()?.field == "uniform")
    }

    struct Way: Sendable {
        let body: JobBody
        let has: String
        let asked: String?
        let channel: Channel?
        let field: String?

        init(_ body: JobBody, _ has: String, _ asked: String?, _ channel: Channel?, _ field: String? = nil) {
            self.body = body
            self.has = has
            self.asked = asked
            self.channel = channel
            self.field = field
        }
    }

    @Test(
        "the channel follows from the step, from what is asked, or from the addresses",
        arguments: [
            Way(.loginCode, "phone email", nil, .sms), Way(.loginCode, "phone", nil, .sms),
            Way(.loginCode, "email", nil, .email), Way(.loginCode, "phone email", "email", .email),
            Way(.loginCode, "phone email", "sms", .sms), Way(.loginCode, "email", "sms", nil, "recipient.phone"),
            Way(.loginCode, "phone", "email", nil, "recipient.email"),
            Way(.notice, "phone email", nil, .sms), Way(.notice, "email", nil, .email),
            Way(.notice, "phone", "email", nil, "recipient.email"),
            Way(.notice, "email", "sms", nil, "recipient.phone"),
            Way(.link, "phone email", nil, .email), Way(.link, "email", "email", .email),
            Way(.link, "phone email", "sms", nil, "channel"), Way(.link, "phone", nil, nil, "recipient.email"),
            Way(.phoneCode, "phone email", nil, .sms), Way(.phoneCode, "phone", "sms", .sms),
            Way(.phoneCode, "phone email", "email", nil, "channel"),
            Way(.phoneCode, "email", nil, nil, "recipient.phone"),
        ])
    func channels(way: Way) throws {
        let values = ["phone": "+31612345678", "email": "jan@example.org"]
        let fields = way.has.split(separator: " ").map { #""\#($0)":"\#(values[String($0)] ?? "")""# }
        var body = way.body.with("recipient", "{\(fields.joined(separator: ","))}")
        if let asked = way.asked { body = body.with("channel", "\"\(asked)\"") }
        if let channel = way.channel {
            #expect(try body.decoded().channel == channel)
        } else {
            #expect(body.rejection()?.reason == .invalid)
            #expect(body.rejection()?.field == way.field)
        }
    }
}
