import Testing

@testable import Gateways

struct GatewayFileTests {
    private func mistakes(_ yaml: String) -> [String] {
        do {
            _ = try GatewayDefinition(name: "acme", yaml: yaml, file: "acme.yaml")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    private let complete = "path: /send\nbody: {type: json, fields: {to: \"{{to}}\", text: \"{{text}}\"}}\n"

    /// Without file, line and column.
    private func keyed(_ mistakes: [String]) -> [String] {
        mistakes.map { $0.split(separator: " ", maxSplits: 1).dropFirst().joined() }
    }

    @Test("the example of the documentation is a gateway's file, and has every key but three")
    func documentation() throws {
        let document = try text(of: "docs/gateways.md")
        let parts = document.split(separator: "```")
        let example = try #require(parts.first { $0.hasPrefix("yaml\n") }).dropFirst(5)
        let definition = try GatewayDefinition(name: "acme", yaml: String(example), file: "docs/gateways.md")
        #expect(definition.answers.rules.count == 4)
        for key in GatewayDefinition.keys {
            #expect(document.contains("| `\(key)` |"), "\(key) is not explained")
            #expect(example.contains("\n\(key):") || ["url", "plaintext", "auth"].contains(key), "\(key) is not shown")
        }
    }

    @Test("the sandbox's file needs no secret")
    func sandbox() throws {
        let definition = try GatewayDefinition.sandbox()
        #expect(definition.name == "sandbox")
        #expect(definition.credentials.isEmpty)
    }

    @Test("a moment is no number, so no field can say that it is one")
    func moment() {
        let file = """
            path: /a
            body:
              type: json
              fields: {to: "{{to}}", text: "{{text}}", end: {value: "{{validity}}", type: number}}

            """
        #expect(mistakes(file + "validity: {unit: s}").isEmpty)
        #expect(
            keyed(mistakes(file + "validity: {unit: moment}")) == [
                "body.fields.end.value: expected what always makes a JSON number, as {{validity}} makes a number"
            ])
    }

    @Test("a throttle is read for whoever sends")
    func throttle() throws {
        #expect(try GatewayDefinition.parsed(complete).throttle == nil)
        let definition = try GatewayDefinition.parsed(complete + "throttle: {segments_per_second: 30}")
        #expect(definition.throttle == ThrottleRule(segmentsPerSecond: 30))
    }

    @Test("several mistakes are reported together, each with its place and a suggestion")
    func together() {
        let found = mistakes(
            """
            url: https://sms.acme.example
            pth: /send
            number: e146
            body:
              type: jsn
              fields:
                to: "{{too}}"
                text: "{{text}}"
            answers:
              retry: {status: [42]}
            """)
        #expect(
            found == [
                "acme.yaml:1:1: expected the key path",
                "acme.yaml:2:1: pth: unknown key; did you mean path?",
                "acme.yaml:3:9: number: expected one of e164, digits, 00; did you mean e164?",
                "acme.yaml:5:9: body.type: expected one of json, form, query, text; did you mean json?",
                "acme.yaml:7:9: body.fields.to: {{too}} is not known; did you mean to?",
                "acme.yaml:10:20: answers.retry.status[0]: expected an HTTP status, as 429, or 5xx",
            ])
    }

    @Test(
        "what is no map is refused in words",
        arguments: [
            ("", "acme.yaml:1:1: the file is empty"),
            ("- a", "acme.yaml:1:1: expected a map of keys and values"),
            ("path: /a\npath: /b", "acme.yaml:1:1: the key path stands here twice"),
            ("path: {", "acme.yaml:2:1: expected YAML: did not find expected node content"),
        ])
    func syntax(yaml: String, expected: String) {
        #expect(mistakes(yaml).first == expected)
    }

    @Test(
        "a value of the wrong kind is refused with what was expected",
        arguments: [
            (
                "url: ftp://acme.example",
                "url: expected https://host, perhaps with a port and a path, without login or query"
            ),
            (
                "url: https://user:word@acme.example",
                "url: expected https://host, perhaps with a port and a path, without login or query"
            ),
            ("plaintext: yes", "plaintext: expected true or false"),
            ("method: GET", "method: expected POST or PUT: GET carries no body"),
            ("headers: {Host: a}", "headers.Host: this header cannot be set, or not twice"),
            ("headers: {X: 1, x: 2}", "headers.x: this header cannot be set, or not twice"),
            ("headers: {\"A B\": a}", "headers.A B: expected the name of a header"),
            ("headers: {X: \"{{text}}\"}", "headers.X: {{text}} cannot be used here"),
            ("headers: {X: é}", "headers.X: expected printable ASCII on one line"),
            ("headers: {X: \"{{token}}\"}", "headers.X: {{token}} is not known"),
            ("headers: {X: \"{{to\"}", "headers.X: expected }} behind {{"),
            ("auth: {}", "auth: expected one of basic, oauth2"),
            ("auth: {basic: {user: a}}", "auth.basic: expected the key password"),
            ("credentials: [token]", "credentials: expected {{token}} somewhere, or the secret is asked for in vain"),
            ("credentials: [a, a]", "credentials[1]: a stands here twice"),
            (
                "credentials: [Token]",
                "credentials[0]: expected a name of a-z, 0-9 and _ that is not to, sender, text, text_hex, reference, validity, encoding, segments, url, receipts_url"
            ),
            ("validity: {unit: h}", "validity.unit: expected one of s, ms, min, moment; did you mean s?"),
            (
                "validity: {unit: s, minimum: 60, maximum: 30}",
                "validity.maximum: expected a whole number from 60 to 1000000000"
            ),
            (
                "validity: {unit: s}",
                "validity: expected {{validity}} in a field or header, or the gateway is never told"
            ),
            (
                "encoding: {gsm7: text, ucs2: unicode}",
                "encoding: expected {{encoding}} in a field or header, or the gateway is never told"
            ),
            ("encoding: {gsm7: text}", "encoding: expected the key ucs2"),
            ("reference: {length: 4}", "reference.length: expected a whole number from 8 to 64"),
            (
                "headers: {X: \"{{validity}}\"}",
                "headers.X: expected the key validity in the file, for the unit of {{validity}}"
            ),
            (
                "headers: {X: \"{{encoding}}\"}",
                "headers.X: expected the key encoding in the file, for the values of {{encoding}}"
            ),
            ("id: messages[x].id", "id: expected a place in a JSON answer, as id or messages[0].status"),
            (
                "success: {body: {\"a..b\": 1}}",
                "success.body.a..b: expected a place in a JSON answer as the key, as status or messages[*].status"
            ),
            ("success: {body: {a: }}", "success.body.a: expected a text"),
            ("success: {id: yes}", "success.id: expected true or false"),
            (
                "answers: {retry: {status: 429}, refused: {status: 429}}",
                "answers.refused: a status stands under retry as well"
            ),
            (
                "answers: {retry: {codes: {path: a, values: 1}}, refused: {codes: {path: a, values: [2, 1]}}}",
                "answers.refused: a code stands under retry as well"
            ),
            (
                "answers: {retry: {codes: {words: [no route here]}}, refused: {codes: {words: no route}}}",
                "answers.refused: a code stands under retry as well"
            ),
            (
                "answers: {retry: {codes: {words: [no]}}}",
                "answers.retry.codes.words[0]: expected words of the answer, of three characters at least"
            ),
            (
                "answers: {retry: {codes: {words: [none], path: a}}}",
                "answers.retry.codes: expected path and values for JSON, or words for a text, not both"
            ),
            ("success: {begins: []}", "success.begins: expected one text at least"),
            ("success: {begins: \"\"}", "success.begins: expected a text that is not empty"),
            ("success: {id: yes}", "success.id: expected true or false"),
            ("success: {id: true}", "success: expected the key id in the file, for the place of the id"),
            ("id: {after: a}", "id: expected the key before"),
            ("id: {after: a, before: \"\"}", "id.before: expected a text that is not empty"),
            ("forbidden: [\"\"]", "forbidden[0]: expected a text that no message may hold"),
            ("throttle: {}", "throttle: expected the key segments_per_second"),
            (
                "throttle: {segments_per_second: 0}",
                "throttle.segments_per_second: expected a whole number from 1 to 100000"
            ),
            ("throttle: {segments_per_second: 1, burst: 5}", "throttle.burst: unknown key"),
            ("headers: {X: \"{{text_hex}}\"}", "headers.X: {{text_hex}} cannot be used here"),
            (
                "headers: {authorization: a}\nauth: {basic: {user: a, password: b}}",
                "auth: expected either this or the header Authorization"
            ),
            (
                "auth: {basic: {user: a, password: b}, oauth2: {path: /a, client: b, secret: c}}",
                "auth: expected one of basic, oauth2"
            ),
            ("auth: {oauth2: {path: /a, client: b}}", "auth.oauth2: expected the key secret"),
            (
                "auth: {oauth2: {path: a, client: b, secret: c}}",
                "auth.oauth2.path: expected a path that begins with / and holds neither spaces nor #"
            ),
            (
                "auth: {oauth2: {path: /a, client: \"{{to}}\", secret: c}}",
                "auth.oauth2.client: {{to}} cannot be used here"
            ),
            (
                "auth: {oauth2: {path: /a, client: b, secret: c, login: heder}}",
                "auth.oauth2.login: expected one of header, body; did you mean header?"
            ),
            (
                "answers: {retry: {codes: {path: a, value: 1}}}",
                "answers.retry.codes.value: unknown key; did you mean values?"
            ),
        ])
    func values(line: String, expected: String) {
        #expect(keyed(mistakes(complete + line)).last == expected)
    }

    @Test(
        "a field that could not be written as the gateway wants it is refused",
        arguments: [
            ("{to: \"{{to}}\"}", "json", "body: expected {{text}} in one of the fields"),
            (
                "{to: {value: \"{{to}}\", type: number}}", "json",
                "body.fields.to.value: expected what always makes a JSON number, as {{validity}} makes a number"
            ),
            ("{to: {value: \"{{to}}\", typ: number}}", "json", "body.fields.to.typ: unknown key; did you mean type?"),
            (
                "{flag: {value: maybe, type: boolean}}", "json",
                "body.fields.flag.value: expected what always makes a JSON boolean, as {{validity}} makes a number"
            ),
            ("{to: [\"{{to}}\"]}", "form", "body.fields.to: expected a text: only json nests"),
            ("{to: {a: \"{{to}}\"}}", "query", "body.fields.to: expected a text: only json nests"),
            ("{to: ~}", "json", "body.fields.to: expected a text"),
            ("{to: a}", "text", "body.fields: expected no fields: a text is one template, text"),
            (
                "{to: \"{{to}}\", text: \"{{text_hex}}\"}\n  text: a", "json",
                "body.text: expected this only with the type text"
            ),
        ])
    func fields(body: String, type: String, expected: String) {
        let found = mistakes("path: /send\nbody:\n  type: \(type)\n  fields: \(body)")
        #expect(keyed(found).last == expected)
    }
}
