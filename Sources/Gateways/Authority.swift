/// Host and port of an address (RFC 3986, 3.2), without a login.
struct Authority: Sendable {
    /// As it was written; an IPv6 address in brackets.
    let host: String
    let port: UInt16?

    init?(_ text: Substring) {
        var host = text
        var port: UInt16?
        let afterAddress = text.lastIndex(of: "]") ?? text.startIndex
        if let colon = text[afterAddress...].lastIndex(of: ":") {
            let digits = text[colon...].dropFirst()
            let isNumber = digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isNumber, let number = UInt16(digits), number > 0 else { return nil }
            host = text[..<colon]
            port = number
        }
        guard Self.isAddress6(host) || Self.isName(host) else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// Whether what is sent here stays on this machine. A name other than `localhost` could be anywhere.
    var isLoopback: Bool {
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil }
    }

    private static func isAddress6(_ host: Substring) -> Bool {
        guard host.hasPrefix("["), host.hasSuffix("]"), host.utf8.count > 4 else { return false }
        return host.dropFirst().dropLast().allSatisfy { $0 == ":" || $0 == "." || ($0.isASCII && $0.isHexDigit) }
    }

    private static func isName(_ host: Substring) -> Bool {
        !host.isEmpty && host.utf8.allSatisfy { $0.isLetterOrDigit || "-._".utf8.contains($0) }
    }
}
