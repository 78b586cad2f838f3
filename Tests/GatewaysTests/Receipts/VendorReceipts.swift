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
        let file = try text(of: "config/gateways/\(name).yaml")
        let start = try #require(file.firstRange(of: "\nreceipts:\n")).lowerBound
        return String(file[start...])
    }

    static func reader(_ section: String, secret: String) throws -> ReceiptReader {
        let definition = try GatewayDefinition.json(#"{to: "{{to}}", text: "{{text}}"}"#, section)
        let name = try #require(definition.receipts).secret
        return try #require(try ReceiptReader(definition, credentials: [name: Secret(secret)]))
    }
}
