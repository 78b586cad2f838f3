import Web

/// ## Configuration keys
/// - `web.listen`: where health and metrics are shown and delivery receipts are taken, `HOST:PORT`; an IPv6 address in brackets.
/// - `web.public_url`: how gateways reach that place, `https://…`; without it no receipts are taken.
struct WebSettings: Sendable {
    let host: String
    let port: Int
    let publicURL: PublicURL?

    /// As it may be shown.
    var address: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    init(from reader: inout SettingsReader) {
        let listen = reader.text("web.listen") ?? "127.0.0.1:8025"
        let parts = listen.split(separator: ":", omittingEmptySubsequences: false)
        let host = parts.dropLast().joined(separator: ":")
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.count > 2
        let port = parts.last.flatMap { UInt16($0) } ?? 0
        if port == 0 || host.isEmpty || host.contains(where: { "[]:".contains($0) }) != isBracketed {
            reader.complain("web.listen", "an address and a port are expected, such as 127.0.0.1:8025 or [::1]:8025")
        }
        self.host = isBracketed ? String(host.dropFirst().dropLast()) : host
        self.port = Int(port)
        let text = reader.text("web.public_url")
        publicURL = text.flatMap(PublicURL.init)
        if text != nil, publicURL == nil {
            reader.complain("web.public_url", "https://HOST is expected, perhaps with a port and a path")
        }
    }
}
