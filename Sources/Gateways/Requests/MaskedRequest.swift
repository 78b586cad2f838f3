package import Jobs
import Transfers

/// A gateway's request for one order as it goes on the wire, with every secret masked: for a person who holds it against
/// the vendor's manual. Made by the builder of all requests.
package struct MaskedRequest: Sendable {
    package static let mask = "•••"
    /// In a secret's place while the request is built; no escape changes it.
    private static let standIn = "codebode-masked-secret"

    package let method: String
    package let url: String
    /// In the order of the wire; without `Host` and `Content-Length`, which follow from address and body.
    package let headers: [(name: String, value: String)]
    package let body: String
    /// What config has yet to give: `url`, or names of secrets.
    package let missing: [String]

    /// - Parameters:
    ///   - url: in place of the definition's own base address.
    ///   - credentials: what config has of them. They are looked at for mistakes, and not used.
    ///   - userAgent: of the client that would send the request.
    package init(
        _ definition: GatewayDefinition, url: String?, credentials: [String: Secret], order: SMSOrder, userAgent: String
    ) throws {
        let standIn = Secret(Self.standIn)
        let standIns = Dictionary(uniqueKeysWithValues: definition.credentials.map { ($0, standIn) })
        try definition.check(standIns.merging(credentials) { $1 })
        let address = url ?? (definition.url == nil ? "https://\(Self.standIn)" : nil)
        let request = try RequestBuilder(definition, url: address, credentials: standIns)
            .request(for: order, timeout: .seconds(1))

        let masked = { (text: String) in text.replacing(Self.standIn, with: Self.mask) }
        method = request.method.rawValue
        self.url = masked(request.url)
        headers = request.wireHeaders(userAgent: userAgent).map { ($0.name, masked($0.value)) }
        body = masked(String(decoding: request.body, as: UTF8.self))
        let hasAddress = url != nil || definition.url != nil
        missing = (hasAddress ? [] : ["url"]) + definition.credentials.filter { credentials[$0] == nil }
    }
}

extension HTTPRequest {
    /// With what libcurl adds by itself. The login is left readable, as a manual has it, and not in Base64.
    fileprivate func wireHeaders(userAgent: String) -> [(name: String, value: String)] {
        var own: [(name: String, value: String)] = []
        if let credentials {
            own.append(("Authorization", "Basic base64(\(credentials.user):\(credentials.password))"))
        }
        for (name, value) in [("User-Agent", userAgent), ("Accept", "*/*")]
        where !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
            own.append((name, value))
        }
        return own + headers
    }
}
