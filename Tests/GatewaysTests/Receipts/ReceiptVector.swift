import Foundation
import Jobs
import Testing

@testable import Gateways

/// A receipt as its vendor signs it, and what must not pass for one: `Tests/OutsideTests/receipts.json`, which the
/// vendors' own libraries are held against, too.
struct ReceiptVector: Decodable {
    struct Parts: Decodable {
        var now: Int64?
        var secret: String?
        var method: String?
        var url: String?
        var headers: [String: String]?
        var body: String?

        func changed(by other: Parts) -> Parts {
            Parts(
                now: other.now ?? now, secret: other.secret ?? secret, method: other.method ?? method,
                url: other.url ?? url, headers: other.headers ?? headers, body: other.body ?? body)
        }
    }

    struct Report: Decodable, Equatable {
        let id: String?
        let reference: String?
        let status: String
        let code: String?
    }

    let receipt: Parts
    let reports: [Report]
    let refused: [String: Parts]
    /// Refused by us, and not by the vendor's library.
    let stricter: [String: Parts]
    /// What is different in the vendor's section.
    let edit: [String: String]?

    static func all() throws -> [String: ReceiptVector] {
        try JSONDecoder().decode(
            [String: ReceiptVector].self, from: Data(try text(of: "Tests/OutsideTests/receipts.json").utf8))
    }

    func read(_ name: String, _ change: Parts = Parts()) throws -> Receipt {
        let parts = receipt.changed(by: change)
        let vendor = String(name.prefix { $0 != "/" })
        let section = try (edit ?? [:]).reduce(try VendorReceipts.section(vendor)) { section, edit in
            _ = try #require(section.firstRange(of: edit.key))
            return section.replacing(edit.key, with: edit.value)
        }
        let reader = try VendorReceipts.reader(section, secret: try #require(parts.secret))
        let request = ReceiptRequest(
            method: try #require(parts.method), url: try #require(parts.url),
            headers: try #require(parts.headers).map { ($0.key, $0.value) },
            body: Array(try #require(parts.body).utf8))
        return try reader.read(request, now: Timestamp(seconds: try #require(parts.now)))
    }
}
