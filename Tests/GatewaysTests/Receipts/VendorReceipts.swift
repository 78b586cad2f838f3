import Jobs
import Testing

@testable import Gateways

/// What each vendor's receipts look like, from where users read it.
enum VendorReceipts {
    static let names = [
        "bird", "cm", "infobip", "jasmin", "kannel", "kpn", "messagebird", "sinch", "spryng", "twilio",
        "vonage-messages", "vonage-sms",
    ]

    static func section(_ name: String) throws -> String {
        let note = try text(of: "docs/receipts-sections.md")
        let start = try #require(note.firstRange(of: "## \(name)\n\n```yaml\n")).upperBound
        let end = try #require(note[start...].firstRange(of: "```")).lowerBound
        return String(note[start..<end])
    }

    static func reader(_ section: String, secret: String) throws -> ReceiptReader {
        let definition = try GatewayDefinition.json(#"{to: "{{to}}", text: "{{text}}"}"#, section)
        let name = try #require(definition.receipts).secret
        return try #require(try ReceiptReader(definition, credentials: [name: Secret(secret)]))
    }
}
