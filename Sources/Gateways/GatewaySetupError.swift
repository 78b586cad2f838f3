import Jobs

/// Why a gateway cannot be used with what config gives it. Shows no secret and no address.
package enum GatewaySetupError: Error, Equatable, CustomStringConvertible {
    case noAddress(gateway: String)
    case unfitAddress(gateway: String)
    /// Login codes would travel in clear.
    case plaintext(gateway: String)
    case missingCredentials(gateway: String, [String])
    case unknownCredential(gateway: String, String, known: [String])
    /// Empty, or with control characters, as the line end of a file.
    case unfitCredential(gateway: String, String)
    /// Not one that receipts can be signed with.
    case unfitReceiptSecret(gateway: String, String, String)

    package var description: String {
        switch self {
        case .noAddress(let gateway):
            "gateways.\(gateway).url is missing: set \(Self.variable(gateway, "url"))"
        case .unfitAddress(let gateway):
            "gateways.\(gateway).url: expected https://host, perhaps with a port and a path, without login or query"
        case .plaintext(let gateway):
            "gateways.\(gateway).url is plain http to another machine, where login codes can be read on the way: "
                + "use https, or say `plaintext: true` in the gateway's file"
        case .missingCredentials(let gateway, let names):
            names.map { "gateways.\(gateway).\($0) is missing: set \(Self.variable(gateway, $0))" }
                .joined(separator: "\n")
        case .unknownCredential(let gateway, let name, let known):
            "gateways.\(gateway).\(name): the gateway takes no such secret"
                + NearestName.hint(for: name, among: known)
        case .unfitCredential(let gateway, let name):
            "gateways.\(gateway).\(name) is empty or holds control characters"
        case .unfitReceiptSecret(let gateway, let name, let rule):
            "gateways.\(gateway).\(name): \(rule)"
        }
    }

    /// `CODEBODE_GATEWAYS_CM_TOKEN`
    package static func variable(_ gateway: String, _ key: String) -> String {
        "CODEBODE_GATEWAYS_\(gateway)_\(key)".uppercased().replacing("-", with: "_").replacing(".", with: "_")
    }
}
