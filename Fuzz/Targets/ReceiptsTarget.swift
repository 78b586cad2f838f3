import Foundation
import Jobs

@testable import Gateways

/// Delivery receipts: a line with the gateway's name, the method and the address, lines of headers, an empty line, and
/// the body.
enum ReceiptsTarget: FuzzTarget {
    static let name = "receipts"

    private static let signed = readers(ShippedGateways.all)
    private static let unsigned = readers(ShippedGateways.unsigned)

    private static func readers(_ gateways: [String: GatewayDefinition]) -> [String: ReceiptReader] {
        gateways.compactMapValues { gateway in
            guard let name = gateway.receipts?.secret else { return nil }
            let isWebhook = gateway.receipts?.scheme == .standardWebhooks
            let secret = isWebhook ? "whsec_Z2VoZWltLTAxMjM0NTY3ODktZ2VoZWlt" : ShippedGateways.secret
            return try? ReceiptReader(gateway, credentials: [name: Secret(secret)])
        }
    }

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        try checkForm(Array(input))
        let end = input.firstRange(of: Array("\n\n".utf8))
        let head = String(decoding: input[..<(end?.lowerBound ?? input.endIndex)], as: UTF8.self)
        let body = end.map { Array(input[$0.upperBound...]) } ?? []
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return }
        let headers = lines.dropFirst().compactMap { line in
            line.firstIndex(of: ":").map { (String(line[..<$0]), String(line[$0...].dropFirst(2))) }
        }
        let request = { (secret: String?) in
            ReceiptRequest(
                method: String(words[1]), url: "https://dlr.caren.example/" + words[2], headers: headers, body: body,
                secret: secret)
        }
        let now = Timestamp(seconds: 1_795_352_700)
        if let reader = signed[String(words[0])] {
            let believed = try? reader.read(request("geheim-0123456789-gehein"), now: now)
            try refuse("believed without a signature", if: believed != nil)
        }
        if let reader = unsigned[String(words[0])],
            let receipt = try? reader.read(request(ShippedGateways.secret), now: now)
        {
            try refuse("an empty receipt", if: receipt.reports.isEmpty && receipt.ignored == 0)
            for report in receipt.reports { try check(report) }
        }
    }

    private static func check(_ report: DeliveryReport) throws(BrokenPromise) {
        try refuse("a report of no message", if: report.id == nil && report.reference == nil)
        for name in [report.id, report.reference].compactMap(\.self) {
            let isName = (1...128).contains(name.utf8.count) && name.isPrintable && !name.contains(" ")
            try refuse("a name that is none", if: !isName)
        }
        let digits = report.code?.utf8.count { (0x30...0x39).contains($0) } ?? 0
        try refuse("a code that may be a number", if: digits >= 7 || report.code?.isPrintable == false)
    }

    /// What a form says stays the same when it is written anew.
    private static func checkForm(_ input: [UInt8]) throws(BrokenPromise) {
        guard let fields = FormFields.read(input) else { return }
        let escaped = { (text: String) in
            text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        let written = fields.map { "\(escaped($0.key))=\(escaped($0.value))" }.joined(separator: "&")
        try refuse("a form that says two things", if: FormFields.read(Array(written.utf8)) != fields)
    }
}
