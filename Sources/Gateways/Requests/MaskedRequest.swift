import Jobs
import Transfers

/// A request as it goes on the wire, with every secret masked.
package struct MaskedRequest: Sendable {
    package static let mask = "•••"
    /// In a secret's place while the request is built; no escape changes it.
    static let standIn = "codebode-masked-secret"

    package let method: String
    package let url: String
    /// In the order of the wire; without `Host` and `Content-Length`, which follow from address and body.
    package let headers: [(name: String, value: String)]
    package let body: String

    /// - Parameters:
    ///   - request: with the stand-in for each secret.
    ///   - userAgent: of the client that would send it.
    init(_ request: HTTPRequest, userAgent: String) {
        let masked = { (text: String) in text.replacing(Self.standIn, with: Self.mask) }
        method = request.method.rawValue
        url = masked(request.url)
        headers = request.wireHeaders(userAgent: userAgent).map { ($0.name, masked($0.value)) }
        body = masked(String(decoding: request.body, as: UTF8.self))
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
