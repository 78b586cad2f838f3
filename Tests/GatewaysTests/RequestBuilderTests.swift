import Jobs
import Testing
import Transfers

@testable import Gateways

struct RequestBuilderTests {
    @Test("an order for the sandbox is written as the sandbox reads it")
    func sandbox() throws {
        let request = try GatewayDefinition.sandbox().request(try .sample())
        #expect(request.method == .post)
        #expect(request.url == "http://127.0.0.1:8026/sms/messages")
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Authorization: Bearer sandbox", "Content-Type: application/json",
            ])
        #expect(
            request.text == """
                {"to":"+31612345678","from":"Caren","text":"482913 is je inlogcode voor Caren.",\
                "reference":"job-00000001","validity_s":300}
                """)
        #expect(request.allowsPlaintext)
        #expect(request.timeout == .seconds(10))
        #expect(request.connectTimeout == .seconds(2))
    }

    @Test("fields nest in JSON, and keep their order and types")
    func nesting() throws {
        let definition = try GatewayDefinition.json(
            #"{z: {list: ["{{to}}", 8, "8", true], "a\"b": {value: "{{encoding}}", type: boolean}}, text: "{{text}}"}"#,
            #"encoding: {gsm7: false, ucs2: true}"#)
        let order = try SMSOrder.sample(text: "a", encoding: .ucs2)
        #expect(
            try definition.request(order).text == #"{"z":{"list":["+31612345678",8,"8",true],"a\"b":true},"text":"a"}"#)
    }

    @Test("a text cannot leave its JSON string")
    func jsonEscape() throws {
        let request = try GatewayDefinition.json().request(try .sample(text: "\"},\\\n\u{1}é€😀"))
        #expect(request.text == #"{"to":"+31612345678","text":"\"},\\\n\u0001é€😀"}"#)
    }

    @Test("a text cannot leave its field in a form")
    func form() throws {
        let definition = try GatewayDefinition.parsed(
            """
            url: https://api.acme.example
            path: /Accounts/{{account}}/Messages.json
            credentials: [account, token]
            auth: {basic: {user: "{{account}}", password: "{{token}}"}}
            number: digits
            body: {type: form, fields: {To: "{{to}}", "recipients[]": a b, Body: "{{text}}"}}
            """)
        let request = try definition.request(try .sample(text: "a&b=c+d é%\n"), ["account": "AC/1", "token": "t:k"])
        #expect(request.url == "https://api.acme.example/Accounts/AC%2F1/Messages.json")
        #expect(request.text == "To=31612345678&recipients%5B%5D=a%20b&Body=a%26b%3Dc%2Bd%20%C3%A9%25%0A")
        #expect(request.headers.map(\.value) == ["application/x-www-form-urlencoded"])
        #expect(request.credentials?.user == "AC/1")
        #expect(request.credentials?.password == "t:k")
        #expect(!request.allowsPlaintext)
    }

    @Test("a query goes into the address, behind what is there")
    func query() throws {
        let definition = try GatewayDefinition.parsed(
            """
            url: https://api.acme.example/base/
            path: /send?v=2
            number: "00"
            credentials: [key]
            body: {type: query, fields: {key: "{{key}}", to: "{{to}}", text: "{{text}}"}}
            """)
        let request = try definition.request(try .sample(text: "#1 é"), ["key": "a&b"])
        #expect(request.method == .get)
        #expect(request.url == "https://api.acme.example/base/send?v=2&key=a%26b&to=0031612345678&text=%231%20%C3%A9")
        #expect(request.body.isEmpty)
        #expect(request.headers.isEmpty)
    }

    @Test("a header is made for each order, and takes no control characters")
    func headers() throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}"}"#,
            #"headers: {Content-Type: "application/json; charset=utf-8", X-From: "<{{sender}}>", X-Key: "{{reference}}"}"#
        )
        let request = try definition.request(try .sample())
        #expect(request.headers.map(\.value) == ["application/json; charset=utf-8", "<Caren>", "job-00000001"])
        #expect(throws: RequestBuilder.Flaw.unfitHeader) {
            try definition.request(try .sample(sender: "Caren\r\nX-Evil: 1"))
        }
    }

    @Test("the publisher's trace is a header of its own, and of no request without one")
    func trace() throws {
        var order = try SMSOrder.sample()
        order.trace = TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        let headers = try GatewayDefinition.sandbox().request(order).headers
        #expect(headers.count == 3)
        #expect(headers.first { $0.name == "traceparent" }?.value == order.trace?.text)
    }

    @Test(
        "the remaining life is rounded down, and cut to the gateway's maximum",
        arguments: [
            ("s", Duration.milliseconds(299_999), "299"), ("ms", .milliseconds(299_999), "299999"),
            ("min", .seconds(299), "4"), ("s", .seconds(9_999_999_999), "7200"), ("min", .seconds(120), "2"),
        ])
    func validity(unit: String, left: Duration, expected: String) throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}", ttl: "{{validity}}"}"#,
            "validity: {unit: \(unit), minimum: 2, maximum: \(unit == "ms" ? 7_200_000 : 7_200)}")
        #expect(try definition.request(try .sample(validity: left)).text.hasSuffix(#""ttl":"\#(expected)"}"#))
    }

    @Test("with less life left than the gateway can be told, no request is made", arguments: [119_999, 0, -5_000])
    func tooLate(milliseconds: Int) throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}", ttl: "{{validity}}"}"#, "validity: {unit: min, minimum: 2}")
        #expect(throws: RequestBuilder.Flaw.tooLate) {
            try definition.request(try .sample(validity: .milliseconds(milliseconds)))
        }
    }

    @Test("a reference is the job's id where it fits, else the same name each time")
    func reference() {
        #expect(ReferenceRule().reference(for: "job-1:a.b_c") == "job-1:a.b_c")
        let rule = ReferenceRule(length: 32, alphabet: .alphanumeric)
        #expect(rule.reference(for: "0a1b2c3d4e5f") == "0a1b2c3d4e5f")
        let name = rule.reference(for: "job-00000001")
        #expect(name == rule.reference(for: "job-00000001"))
        #expect(name != rule.reference(for: "job-00000002"))
        #expect((20...32).contains(name.utf8.count))
        #expect(name.utf8.allSatisfy { $0.isLetterOrDigit })
        let digits = ReferenceRule(length: 9, alphabet: .digits).reference(for: "job-00000001")
        #expect(digits.utf8.count == 9)
        #expect(digits.allSatisfy { $0.isWholeNumber })
    }

    @Test("the hash is FNV-1a")
    func hash() {
        #expect(ReferenceRule.hash("") == 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
        #expect(ReferenceRule.hash("a") == 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964)
    }

    @Test("a builder shows neither credentials nor anything else of itself")
    func masked() throws {
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}", key: "{{token}}"}"#, "credentials: [token]")
        let builder = try RequestBuilder(definition, url: nil, credentials: ["token": Secret("hush")])
        var dumped = ""
        dump(builder, to: &dumped)
        #expect(!(dumped + "\(builder)" + String(reflecting: builder)).contains("hush"))
        #expect(try builder.request(for: .sample()).text.contains("hush"))
    }
}
