/// The address that a gateway's paths are added to: scheme, host, and perhaps a port and the beginning of a path.
struct BaseURL: Sendable {
    /// Without a slash at its end.
    let text: String
    let isPlaintext: Bool
    let isLoopback: Bool

    /// Nil for anything that could send a request elsewhere than it seems: a login, a query, a fragment.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && !#"@?#"\<>^`{|}"#.utf8.contains($0) }) else {
            return nil
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix("//") else { return nil }
        switch parts[0].lowercased() {
        case "https": isPlaintext = false
        case "http": isPlaintext = true
        default: return nil
        }
        let authority = parts[1].dropFirst(2).prefix { $0 != "/" }
        guard let authority = Authority(authority) else { return nil }
        isLoopback = authority.isLoopback
        self.text = String(text.reversed().drop { $0 == "/" }.reversed())
    }
}
