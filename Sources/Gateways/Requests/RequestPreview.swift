package import Jobs
import Transfers

/// What a gateway would be sent for one order, without its secrets: for a person who holds it against the vendor's
/// manual. Made by the builder of all requests.
package struct RequestPreview: Sendable {
    package let request: MaskedRequest
    /// The one for an access token, where the gateway wants such; it comes first.
    package let tokenRequest: MaskedRequest?
    /// What config has yet to give: `url`, or names of secrets.
    package let missing: [String]

    /// - Parameters:
    ///   - url: in place of the definition's own base address.
    ///   - credentials: what config has of them. They are looked at for mistakes, and not used.
    ///   - publicURL: how the gateway reaches this machine.
    ///   - userAgent: of the client that would send the request.
    package init(
        _ definition: GatewayDefinition, url: String?, credentials: [String: Secret], order: SMSOrder, now: Timestamp,
        publicURL: String? = nil, userAgent: String
    ) throws {
        let standIn = Secret(MaskedRequest.standIn)
        var standIns = Dictionary(uniqueKeysWithValues: definition.credentials.map { ($0, standIn) })
        try definition.check(standIns.merging(credentials) { $1 })
        _ = try ReceiptReader(definition, credentials: credentials)
        if let receipts = definition.receipts, credentials[receipts.secret] != nil {
            standIns[receipts.secret] = standIn
        }
        let address = url ?? (definition.url == nil ? "https://\(MaskedRequest.standIn)" : nil)
        let builder = try RequestBuilder(definition, url: address, credentials: standIns, publicURL: publicURL)
        let token = definition.oauth2 == nil ? nil : standIn
        request = MaskedRequest(
            try builder.request(for: order, timeout: .seconds(1), now: now, token: token), userAgent: userAgent)
        let base = try definition.base(address)
        tokenRequest = definition.oauth2.map { [standIns] rule in
            MaskedRequest(.token(rule, base: base, credentials: standIns), userAgent: userAgent)
        }
        let hasAddress = url != nil || definition.url != nil
        missing = (hasAddress ? [] : ["url"]) + definition.credentials.filter { credentials[$0] == nil }
    }
}
