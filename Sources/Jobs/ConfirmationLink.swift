/// The https link of a confirmation mail, taken apart by strict rules so that no trick hides another host.
///
/// Narrower than RFC 3986 on purpose: no userinfo, no port but 443, no address literal, no trailing dot, no character
/// that a mail program or an HTML attribute could read in another way.
package struct ConfirmationLink: Masked, Sendable, Equatable {
    package let url: Secret
    package let host: HostName

    /// - Parameter text: at most 2,048 printable ASCII characters.
    package init?(_ text: String) {
        guard text.utf8.count <= 2_048, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        guard text.prefix(8).lowercased() == "https://" else { return nil }
        let rest = text.dropFirst(8)
        var authority = rest.prefix { !"/?#".contains($0) }
        if authority.hasSuffix(":443") { authority.removeLast(4) }
        guard let host = HostName(String(authority)) else { return nil }
        self.host = host
        url = Secret(text)
    }

    package var mask: String { "https://\(host)/•••" }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !#""<>\^`{|}"#.utf8.contains(byte)
    }
}
