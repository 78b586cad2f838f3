import Foundation
import Jobs

/// Where RabbitMQ's management API is, and who asks there: `https://user:password@host:15671`.
struct ManagementURL: Sendable, CustomStringConvertible {
    /// Without the login, and without a slash at its end.
    let base: String
    let user: Secret
    let password: Secret
    let isPlaintext: Bool
    /// Whether the traffic stays on this machine.
    let isLoopback: Bool

    var description: String { base }

    /// `nil` for what is no such URL, or has no login: the API answers nobody without one.
    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.encodedHost, !host.isEmpty, let user = parts.user,
            let password = parts.password, parts.query == nil, parts.fragment == nil
        else { return nil }
        let port = parts.port.map { ":\($0)" } ?? ""
        base = "\(scheme)://\(host)\(port)\(parts.percentEncodedPath)".trimmingSlashes
        self.user = Secret(user)
        self.password = Secret(password)
        isPlaintext = scheme == "http"
        isLoopback =
            ["localhost", "[::1]"].contains(host)
            || host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
    }
}

extension String {
    fileprivate var trimmingSlashes: String { String(reversed().drop { $0 == "/" }.reversed()) }
}
