import Foundation
import Gateways
import Jobs
import Web

/// What a gateway would be sent for a message that is always the same, and what the gateway still lacks.
struct GatewaySample {
    private static let number = "+31612345678"
    private static let id = "3f6d2c9e-8a41-4b7d-9c05-1e2f7a6b8d40"
    private static let life = 300
    /// 2026-01-01T12:00:00Z, for a gateway that is told the end itself.
    private static let now = Timestamp(seconds: 1_767_268_800)
    /// With signs that must be escaped in a form or in JSON.
    private static let message = """
        482913 is je inlogcode voor Caren. Nog 5 minuten geldig. Deel de code nooit.

        @caren.example #482913
        """

    private let name: String
    private let sender: String
    private let preview: RequestPreview

    /// Works for any file beside the configuration, whether `sms.gateways` names it or not.
    init(
        of name: String, config path: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let files = SettingsFiles(path: path, environment: environment)
        var reader = try SettingsReader(files, environment: environment)
        let sms = SMSSettings(from: &reader)
        let web = WebSettings(from: &reader)
        guard reader.findings.isEmpty else { throw SettingsError(findings: reader.findings) }
        let gateway = SMSSettings.Gateway(name, among: sms.gateways.map(\.name) + [name], from: reader)
        let definition = try files.gateways.definition(name)
        sender = (sms.routeByRegion["NL"] ?? sms.route).sender
        preview = try RequestPreview(
            definition, url: gateway.url, credentials: gateway.credentials, order: try Self.order(from: sender),
            now: Self.now, publicURL: web.publicURL?.text, userAgent: Version.userAgent)
        self.name = name
    }

    private static func order(from sender: String) throws -> SMSOrder {
        guard let id = JobID(id) else { throw CommandFailure(.internalFault, "the sample has no id") }
        return SMSOrder(
            to: try PhoneNumber(number), text: Secret(message), encoding: .gsm7, segments: 1, id: id,
            validity: .seconds(life), sender: sender)
    }

    /// As on the wire, one after the other, and below what is missing.
    var text: String {
        let requests = [preview.tokenRequest, preview.request].compactMap { $0?.text }
        return (requests + [notes.joined(separator: "\n")]).joined(separator: "\n\n")
    }

    private var notes: [String] {
        let missing = preview.missing.map { key in
            "gateways.\(name).\(key) is not given yet: set \(GatewaySetupError.variable(name, key))"
        }
        return missing.isEmpty ? ["All that the gateway's file asks for is given."] : missing
    }

    var json: [String: Any] {
        let message: [String: Any] = [
            "id": Self.id, "to": Self.number, "sender": sender, "text": Self.message, "life_s": Self.life,
            "now": Self.now.rfc3339,
        ]
        var object: [String: Any] = [
            "gateway": name, "message": message, "request": preview.request.json, "missing": preview.missing,
        ]
        object["token_request"] = preview.tokenRequest?.json
        return object
    }
}

extension MaskedRequest {
    fileprivate var text: String {
        let head = ["\(method) \(url)"] + headers.map { "\($0.name): \($0.value)" }
        return (head + (body.isEmpty ? [] : ["", body])).joined(separator: "\n")
    }

    fileprivate var json: [String: Any] {
        ["method": method, "url": url, "headers": headers.map { ["name": $0.name, "value": $0.value] }, "body": body]
    }
}
