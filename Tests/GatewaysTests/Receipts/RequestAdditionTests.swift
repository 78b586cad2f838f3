import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

@Suite("What stands in a request only when receipts are taken")
struct RequestAdditionTests {
    private static let home = "https://dlr.caren.example"
    private static let secret = "geheim-0123456789"

    private func request(
        _ definition: GatewayDefinition, publicURL: String? = home, secret: String? = secret
    ) throws -> HTTPRequest {
        var credentials = definition.ownCredentials
        if let receipts = definition.receipts { credentials[receipts.secret] = secret.map { Secret($0) } }
        return try RequestBuilder(
            definition, url: "https://own.example", credentials: credentials, publicURL: publicURL
        )
        .request(for: .sample())
    }

    /// A request as text.
    private func shown(_ request: HTTPRequest) -> String {
        ([request.url] + request.headers.map { "\($0.name): \($0.value)" } + [request.text]).joined(separator: "\n")
    }

    /// Nothing of ours but the beginning of the file.
    private func definition(_ request: String, scheme: String = "none", body: String? = nil, rest: String = "") throws
        -> GatewayDefinition
    {
        try .parsed(
            """
            url: https://sms.acme.example
            path: /send
            \(body ?? #"body: {type: json, fields: {to: "{{to}}", list: [{text: "{{text}}"}], map: {a: {b: 1}}}}"#)
            \(rest)
            receipts:
              type: json
              id: id
              status: status
              statuses: {delivered: a, undelivered: b}
              signature: {scheme: \(scheme), secret: key}
              request: \(request)
            """)
    }

    private static let vendors: [(name: String, addition: String)] = [
        ("twilio", "&StatusCallback=https%3A%2F%2Fdlr.caren.example%2Freceipts%2Ftwilio%3Fref%3Djob-00000001"),
        ("sinch", #","delivery_report":"per_recipient_final","callback_url":"\#(home)/receipts/sinch""#),
        ("kpn", #","webhook_url":"\#(home)/receipts/kpn""#),
        (
            "jasmin",
            "&dlr=yes&dlr-level=3&dlr-method=POST&dlr-url=https%3A%2F%2Fdlr.caren.example%2Freceipts%2Fjasmin%2F"
                + secret
        ),
        (
            "kannel",
            "\nX-Kannel-DLR-Mask: 27\nX-Kannel-DLR-Url: \(home)/receipts/kannel/\(secret)?id=job-00000001&status=%d"
        ),
        ("messagebird", #","reportUrl":"\#(home)/receipts/messagebird""#),
        (
            "infobip",
            #","delivery":{"url":"\#(home)/receipts/infobip/\#(secret)"},"contentType":"application/json""#
        ),
        ("vonage-messages", #","webhook_url":"\#(home)/receipts/vonage-messages","webhook_version":"v1""#),
    ]

    @Test("each vendor is told where its receipts go, and is asked for nothing else", arguments: vendors)
    func vendor(name: String, addition: String) throws {
        let definition = try GatewayDefinition.shipped(name)
        let with = shown(try request(definition))
        #expect(with.contains(addition), "\(with)")
        let bare = shown(try request(definition, publicURL: nil))
        #expect(with.replacing(addition, with: "") == bare)
        #expect(shown(try request(definition, secret: nil)) == bare)
    }

    @Test("no file adds to its requests but these")
    func complete() throws {
        let adding = try VendorReceipts.names.filter { name in
            try GatewayDefinition.shipped(name).receipts?.request.templates.isEmpty == false
        }
        #expect(adding == Self.vendors.map(\.name).sorted())
    }

    @Test("fields go into the maps that are there, also into a list's only one, and else behind the others")
    func merged() throws {
        let definition = try definition(
            #"{fields: {map: {a: {c: "{{receipts_url}}"}}, list: [{d: [1]}], new: {value: "1", type: number}}}"#)
        #expect(
            try request(definition).text
                == #"{"to":"+31612345678","list":[{"text":"482913 is je inlogcode voor Caren.","d":[1]}],"#
                + #""map":{"a":{"b":1,"c":"\#(Self.home)/receipts/acme/\#(Self.secret)"}},"new":1}"#)
    }

    @Test("where the vendor signs, the secret stays out of the address")
    func signed() throws {
        let definition = try definition(#"{headers: {X-Back: "{{receipts_url}}"}}"#, scheme: "sinch")
        #expect(try request(definition).headers.map(\.value) == ["\(Self.home)/receipts/acme", "application/json"])
    }

    @Test("a gateway takes receipts only where it can be told the address")
    func reader() throws {
        let definition = try definition("{}")
        let gateway = { (publicURL: String?) in
            try SMSGateway(
                definition, credentials: ["key": Secret(Self.secret)], publicURL: publicURL, client: HTTPClient())
        }
        #expect(try gateway(Self.home).receipts != nil)
        #expect(try gateway(nil).receipts == nil)
    }

    @Test("a person is shown the address without its secret, when there is one")
    func preview() throws {
        let definition = try definition(#"{fields: {back: "{{receipts_url}}"}}"#)
        let shown = { (secret: String?, publicURL: String?) throws -> String in
            try RequestPreview(
                definition, url: nil, credentials: secret.map { ["key": Secret($0)] } ?? [:], order: .sample(),
                now: noon, publicURL: publicURL, userAgent: "codebode/test"
            ).request.body
        }
        #expect(try shown(Self.secret, Self.home).hasSuffix(#","back":"\#(Self.home)/receipts/acme/•••"}"#))
        #expect(try !shown(nil, Self.home).contains("back"))
        #expect(try !shown(Self.secret, nil).contains("back"))
        #expect(throws: GatewaySetupError.self) { try shown("short", nil) }
    }

    @Test(
        "a mistake is named with its place",
        arguments: [
            (#"{fields: {to: 1}}"#, "12:26: receipts.request.fields.to: this stands in the body already"),
            (
                #"{fields: {list: [{x: 1, text: a}]}}"#,
                "12:42: receipts.request.fields.list[0].text: this stands in the body already"
            ),
            (
                #"{fields: {list: [{x: 1}, {y: 1}]}}"#,
                "12:28: receipts.request.fields.list: this stands in the body already"
            ),
            (
                #"{fields: {map: {a: {value: 1, type: number}}}}"#,
                "12:31: receipts.request.fields.map.a: this stands in the body already"
            ),
            (#"{fields: {x: "{{to}}"}}"#, "12:25: receipts.request.fields.x: {{to}} cannot be used here"),
            (#"{fields: {x: "{{text}}"}}"#, "12:25: receipts.request.fields.x: {{text}} cannot be used here"),
            (
                #"{fields: {x: "{{receipt_url}}"}}"#,
                "12:25: receipts.request.fields.x: {{receipt_url}} is not known; did you mean receipts_url?"
            ),
            (
                #"{headers: {x-KEY: a}}"#,
                "12:30: receipts.request.headers.x-KEY: this header cannot be set, or not twice"
            ),
            (
                #"{headers: {authorization: a}}"#,
                "12:38: receipts.request.headers.authorization: this header cannot be set, or not twice"
            ),
            (#"{feilds: {}}"#, "12:13: receipts.request.feilds: unknown key; did you mean fields?"),
        ])
    func mistakes(request: String, expected: String) {
        let rest = #"headers: {X-Key: a}\#nauth: {basic: {user: u, password: p}}"#
        let error = #expect(throws: FileMistakes.self) { try definition(request, rest: rest) }
        #expect(error?.mistakes.map(\.description) == ["acme.yaml:" + expected])
    }

    @Test("a text has no fields to add to")
    func text() {
        let body = #"body: {type: text, text: "{{text}}"}\#nheaders: {X-To: "{{to}}"}"#
        let error = #expect(throws: FileMistakes.self) { try definition("{fields: {a: b}}", body: body) }
        #expect(
            error?.description.contains("receipts.request.fields: expected headers only: the body is one text") == true)
    }

    @Test("the address can be used nowhere else")
    func elsewhere() {
        let error = #expect(throws: FileMistakes.self) {
            try GatewayDefinition.json(#"{to: "{{to}}", text: "{{text}}", back: "{{receipts_url}}"}"#)
        }
        let expected = "body.fields.back: {{receipts_url}} can be used under receipts.request only"
        #expect(error?.description.contains(expected) == true)
    }
}
