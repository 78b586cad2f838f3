import Jobs
import Testing
import Transfers

@testable import Gateways

/// What single gateways want besides fields.
struct RequestDialectTests {
    @Test(
        "a moment is the end of the remaining life, rounded down and cut to the gateway's maximum",
        arguments: [
            (Duration.microseconds(299_999_999), "2026-11-22T12:04:59.999Z"),
            (.seconds(60), "2026-11-22T12:01:00.000Z"), (.milliseconds(9_999_999), "2026-11-22T14:00:00.000Z"),
            (.seconds(9_999_999_999), "2026-11-22T14:00:00.000Z"),
        ])
    func moment(left: Duration, expected: String) throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}", end: "{{validity}}"}"#,
            "validity: {unit: moment, minimum: 60, maximum: 7200}")
        #expect(try definition.request(try .sample(validity: left)).text.hasSuffix(#""end":"\#(expected)"}"#))
        #expect(throws: RequestBuilder.Flaw.tooLate) {
            try definition.request(try .sample(validity: .milliseconds(59_999)))
        }
    }

    @Test("a text is a body by itself, as it is")
    func plainText() throws {
        let definition = try GatewayDefinition.parsed(
            """
            url: https://sms.acme.example
            path: /send
            headers: {X-To: "{{to}}"}
            body: {type: text, text: "<{{text}}>"}
            """)
        let request = try definition.request(try .sample(text: "a&b\"\n€"))
        #expect(request.text == "<a&b\"\n€>")
        #expect(request.headers.map(\.value) == ["+31612345678", "text/plain; charset=UTF-8"])
    }

    @Test("a text in hexadecimal is its bytes as they travel")
    func hex() throws {
        let definition = try GatewayDefinition.json(#"{to: "{{to}}", text: "{{text_hex}}"}"#)
        let gsm7 = try definition.request(try .sample(text: "@a€\n"))
        #expect(gsm7.text.hasSuffix(#""text":"00611b650a"}"#))
        let ucs2 = try definition.request(try .sample(text: "a😀", encoding: .ucs2))
        #expect(ucs2.text.hasSuffix(#""text":"0061d83dde00"}"#))
    }

    @Test("a text that a gateway forbids makes no request")
    func forbidden() throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}"}"#, #"forbidden: ["${", "%%"]"#)
        for text in ["${", "a${b}", "100%%", "${\u{301}"] {
            #expect(throws: RequestBuilder.Flaw.forbiddenText) { try definition.request(try .sample(text: text)) }
        }
        #expect(try definition.request(try .sample(text: "$ {100%")).text.hasSuffix(#""text":"$ {100%"}"#))
    }

    @Test(
        "a token request says who we are, in the header or in the body",
        arguments: [
            ("header", "grant_type=client_credentials", "a%3Ab", "c%2Fd"),
            ("body", "grant_type=client_credentials&client_id=a%3Ab&client_secret=c%2Fd", nil, nil),
        ] as [(String, String, String?, String?)])
    func tokenRequest(login: String, body: String, user: String?, password: String?) throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}"}"#,
            """
            credentials: [id, key]
            auth: {oauth2: {path: "/token?a=b", client: "{{id}}", secret: "{{key}}", login: \(login)}}
            """)
        let rule = try #require(definition.oauth2)
        let request = HTTPRequest.token(
            rule, base: try definition.base(nil), credentials: ["id": Secret("a:b"), "key": Secret("c/d")])
        #expect(request.method == .post)
        #expect(request.url == "https://sms.acme.example/token?a=b")
        #expect(request.headers.map(\.value) == ["application/x-www-form-urlencoded"])
        #expect(request.text == body)
        #expect(request.credentials?.user == user)
        #expect(request.credentials?.password == password)
        #expect(!request.allowsPlaintext)
    }
}
