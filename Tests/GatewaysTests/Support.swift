import Foundation
import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

extension SMSOrder {
    static let code = "482913"

    static func sample(
        text: String = "482913 is je inlogcode voor Caren.", encoding: Encoding = .gsm7, id: String = "job-00000001",
        validity: Duration = .seconds(300), sender: String = "Caren"
    ) throws -> SMSOrder {
        SMSOrder(
            to: try PhoneNumber("06 12345678"), text: Secret(text), encoding: encoding, segments: 1,
            id: try #require(JobID(id)), validity: validity, sender: sender)
    }
}

extension GatewayDefinition {
    static func parsed(_ yaml: String) throws -> GatewayDefinition {
        try GatewayDefinition(name: "acme", yaml: yaml, file: "acme.yaml")
    }

    /// A small JSON gateway, with more lines at its end.
    static func json(_ fields: String = #"{to: "{{to}}", text: "{{text}}"}"#, _ rest: String = "") throws
        -> GatewayDefinition
    {
        try parsed(
            """
            url: https://sms.acme.example
            path: /send
            body: {type: json, fields: \(fields)}
            \(rest)
            """)
    }

    static func sandbox() throws -> GatewayDefinition {
        let file = "config/gateways/sandbox.yaml"
        return try GatewayDefinition(name: "sandbox", yaml: try text(of: file), file: file)
    }

    /// The request that an order becomes.
    func request(_ order: SMSOrder, _ credentials: [String: String] = [:]) throws -> HTTPRequest {
        let secrets = credentials.mapValues { Secret($0) }
        return try RequestBuilder(self, url: nil, credentials: secrets).request(for: order)
    }
}

extension RequestBuilder {
    func request(for order: SMSOrder) throws -> HTTPRequest {
        try request(for: order, timeout: .seconds(10), now: noon)
    }
}

extension HTTPRequest {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Of a file of this repository.
func text(of path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
}

let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
