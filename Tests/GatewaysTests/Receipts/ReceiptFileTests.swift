import Testing

@testable import Gateways

struct ReceiptFileTests {
    /// Without file, line and column.
    private func mistakes(_ section: String) -> [String] {
        do {
            _ = try GatewayDefinition.json(#"{to: "{{to}}", text: "{{text}}"}"#, section)
            return []
        } catch let error as FileMistakes {
            return error.mistakes.map { $0.description.split(separator: " ", maxSplits: 1).dropFirst().joined() }
        } catch {
            return ["\(error)"]
        }
    }

    @Test("each vendor's section is one, and says what becomes of a message", arguments: VendorReceipts.names)
    func sections(name: String) throws {
        #expect(mistakes(try VendorReceipts.section(name)) == [])
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}"}"#, try VendorReceipts.section(name))
        let statuses = try #require(definition.receipts).statuses.values
        #expect(Set(statuses) == (name == "spryng" ? [.delivered, .undelivered] : Set(DeliveryReport.Status.allCases)))
    }

    @Test("a mistake is named with its place")
    func place() {
        let error = #expect(throws: FileMistakes.self) {
            try GatewayDefinition.json(
                #"{to: "{{to}}", text: "{{text}}"}"#, "receipts:\n  type: jsn\n  stauts: a\n  signature: {scheme: none}"
            )
        }
        #expect(
            error?.mistakes.map(\.description) == [
                "acme.yaml:5:3: receipts: expected the key status",
                "acme.yaml:5:3: receipts: expected the key statuses",
                "acme.yaml:5:3: receipts: expected the key id or reference, or nobody knows which message is meant",
                "acme.yaml:5:9: receipts.type: expected one of json, form, query; did you mean json?",
                "acme.yaml:6:3: receipts.stauts: unknown key; did you mean status?",
                "acme.yaml:7:14: receipts.signature: expected the key secret",
            ])
    }

    private static let complete = [
        "type": "json", "id": "id", "status": "status", "statuses": "{delivered: [a], undelivered: [b]}",
        "signature": "{scheme: sinch, secret: key}",
    ]

    @Test(
        "a value that could not be meant is refused with what was expected",
        arguments: [
            (
                ["id": "a..b"],
                "receipts.id: expected a place in JSON, as id or messages[0].status, or a parameter of the address, as ?ref"
            ),
            (
                ["id": "\"?\""],
                "receipts.id: expected a place in JSON, as id or messages[0].status, or a parameter of the address, as ?ref"
            ),
            (["id": "\"?ref\""], "receipts.id: expected a place in the body: the signature does not cover the address"),
            (
                ["type": "form", "id": "\"?ref\"", "signature": "{scheme: vonage_sig, secret: key}"],
                "receipts.id: expected a place in the body: the signature does not cover the address"
            ),
            (
                ["type": "query", "id": "\"?ref\"", "signature": "{scheme: none, secret: key}"],
                "receipts.id: expected the name of a parameter, without ?"
            ),
            (["type": "query"], "receipts: expected type json or form: this signature covers a body only"),
            (
                ["type": "form", "list": "results[*]"], "receipts.list: expected type json: only json nests"
            ),
            (["list": "results[x]"], "receipts.list: expected a place in a JSON answer, as id or messages[0].status"),
            (
                ["code": "[a, \"\"]"],
                "receipts.code[1]: expected a place in JSON, as id or messages[0].status, or a parameter of the address, as ?ref"
            ),
            (["statuses": "{delivered: [a]}"], "receipts.statuses: expected the key undelivered"),
            (
                ["statuses": "{delivered: [a], undelivered: [b, a]}"],
                "receipts.statuses.undelivered[1]: a stands under delivered as well"
            ),
            (["statuses": "{delivered: [a], undelivered: [~]}"], "receipts.statuses.undelivered[0]: expected a text"),
            (
                ["statuses": "{delivered: a, undelivered: b, failed: c}"],
                "receipts.statuses.failed: unknown key"
            ),
            (["answer": "{status: 302}"], "receipts.answer.status: expected a whole number from 200 to 299"),
            (["answer": "{text: OK}"], "receipts.answer.text: unknown key"),
            (
                ["signature": "{scheme: twillio, secret: key}"],
                "receipts.signature.scheme: expected one of none, standard_webhooks, twilio, messagebird_jwt, vonage_sig, vonage_jwt, sinch, kpn; did you mean twilio?"
            ),
            (
                ["signature": "{scheme: twilio, secret: key, method: md5}"],
                "receipts.signature.method: expected with the scheme vonage_sig only"
            ),
            (
                ["signature": "{scheme: vonage_sig, secret: key, method: md4}"],
                "receipts.signature.method: expected one of md5hash, md5, sha1, sha256, sha512; did you mean md5?"
            ),
            (
                ["signature": "{scheme: twilio, secret: Key}"],
                "receipts.signature.secret: expected a name of a-z, 0-9 and _ that is not to, sender, text, text_hex, reference, validity, encoding, segments, url, receipts_url"
            ),
        ])
    func values(change: [String: String], expected: String) {
        let keys = Self.complete.merging(change) { $1 }.sorted { $0.key < $1.key }
        let found = mistakes("receipts:\n" + keys.map { "  \($0.key): \($0.value)\n" }.joined())
        #expect(found.contains(expected), "\(found)")
    }

    @Test("the secret may be one of the credentials, which it makes used")
    func credential() {
        let keys = Self.complete.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)\n" }.joined()
        #expect(mistakes("credentials: [key]\nreceipts:\n" + keys) == [])
        #expect(mistakes("credentials: [other]\nreceipts:\n" + keys).count == 1)
    }
}
