/// The argument of MAIL and RCPT: an address in angle brackets, then parameters (RFC 5321, 4.1.2).
struct SMTPPath: Equatable {
    /// Empty for the null sender `<>`.
    let address: String
    /// `NAME=value` or `NAME`, names in capitals.
    let parameters: [String: String]

    init?(_ argument: String, keyword: String) {
        guard argument.uppercased().hasPrefix(keyword) else { return nil }
        let path = argument.dropFirst(keyword.count).drop { $0 == " " }
        guard path.first == "<", let end = path.firstIndex(of: ">") else { return nil }
        let inside = path[path.index(after: path.startIndex)..<end]
        guard inside.utf8.count <= 254, inside.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") })
        else { return nil }
        guard inside.isEmpty || Self.isMailbox(inside) else { return nil }
        address = String(inside)

        let rest = path[path.index(after: end)...]
        guard rest.isEmpty || rest.first == " " else { return nil }
        var parameters: [String: String] = [:]
        for word in rest.split(separator: " ") {
            let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters[pair[0].uppercased()] = pair.count == 2 ? String(pair[1]) : ""
        }
        self.parameters = parameters
    }

    private static func isMailbox(_ text: Substring) -> Bool {
        guard let at = text.lastIndex(of: "@") else { return false }
        return at != text.startIndex && text.index(after: at) != text.endIndex
    }
}
