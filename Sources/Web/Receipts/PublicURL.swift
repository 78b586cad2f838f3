/// The address under which gateways reach this machine: what a proxy in front of it is called. Some sign it.
package struct PublicURL: Sendable, Equatable {
    /// Without a slash at its end, so that a request's target can be added.
    package let text: String

    /// `https://host`, perhaps with a port and the beginning of a path; nil for all else.
    package init?(_ text: String) {
        let isFit = text.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !#"@?#"\<>^`{|}"#.utf8.contains($0) }
        guard isFit, let scheme = ["https://", "http://"].first(where: text.hasPrefix),
            let first = text.dropFirst(scheme.count).first, first != "/", first != ":"
        else { return nil }
        self.text = String(text.reversed().drop { $0 == "/" }.reversed())
    }
}
