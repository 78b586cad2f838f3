import Foundation
import Jobs
import Testing
import Yams

@testable import Gateways

/// What one vendor documents: the request that it wants, and its answers with what they mean to us.
///
/// `Answers/NAME.yaml` for `config/gateways/NAME.yaml`; a new gateway is a new file there.
struct VendorTable: Decodable, Sendable {
    struct Success: Decodable, Sendable {
        let status: Int
        let body: String
        /// The vendor's name for the message.
        let id: String
        /// What a log shows beside the status.
        let note: String?
    }

    struct Answer: Decodable, Sendable {
        let status: Int
        let body: String
        /// Each in turn stands in the body's `@`, and is what a log shows unless there is a note.
        let codes: [String]?
        let means: AnswerClass
        let note: String?
    }

    /// One answer, with its code in place.
    struct Case: Sendable, CustomTestStringConvertible {
        let vendor: String
        let status: Int
        let body: String
        let means: AnswerClass
        let note: String

        var testDescription: String { "\(vendor): \(note) is \(means)" }
    }

    /// For `SMSOrder.first`; the order of headers does not matter.
    let request: String
    /// What stands in the one for `SMSOrder.second`.
    let second: [String]
    /// In milliseconds of life; with less left, the gateway is asked nothing.
    let least: Int
    let success: Success
    let answers: [Answer]

    static let names = files(in: "Tests/GatewaysTests/Answers")

    static func named(_ name: String) throws -> VendorTable {
        try YAMLDecoder().decode(VendorTable.self, from: text(of: "Tests/GatewaysTests/Answers/\(name).yaml"))
    }

    /// Of all vendors.
    static var cases: [Case] {
        get throws { try names.flatMap { try named($0).cases(of: $0) } }
    }

    private func cases(of vendor: String) -> [Case] {
        answers.flatMap { answer in
            (answer.codes?.map(Optional.some) ?? [nil]).map { code in
                let shown = answer.note ?? code
                return Case(
                    vendor: vendor, status: answer.status, body: answer.body.replacing("@", with: code ?? "@"),
                    means: answer.means, note: "HTTP \(answer.status)" + (shown.map { " " + $0 } ?? ""))
            }
        }
    }

    /// Names without ending, in the order of the alphabet.
    static func files(in folder: String) -> [String] {
        let files =
            (try? FileManager.default.contentsOfDirectory(atPath: repository.appending(path: folder).path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }.sorted()
    }
}

extension AnswerClass: Decodable {}

extension GatewayDefinition {
    /// Of `config/gateways/`.
    static func shipped(_ name: String) throws -> GatewayDefinition {
        let file = "config/gateways/\(name).yaml"
        return try GatewayDefinition(name: name, yaml: try text(of: file), file: file)
    }

    /// `my-token` for `token`
    var ownCredentials: [String: Secret] {
        Dictionary(uniqueKeysWithValues: credentials.map { ($0, Secret("my-\($0)")) })
    }
}

extension SMSOrder {
    static var first: SMSOrder {
        get throws { try sample(text: "482913 is je code.\n@caren.example #482913", id: "job00000001") }
    }

    /// With an id that not every vendor takes, a life that must be rounded down, and a text beyond the GSM alphabet.
    static var second: SMSOrder {
        get throws {
            SMSOrder(
                to: try PhoneNumber("06 12345678"), text: Secret("Zoë ✓ 482913"), encoding: .ucs2, segments: 2,
                id: try #require(JobID("3f6d2c9e-8a41-4b7d-9c05-1e2f7a6b8d40")), validity: .milliseconds(299_999),
                sender: "Caren")
        }
    }
}
