/// What a telephone makes of an SMS, step by step as WICG "Origin-bound one-time codes delivered via SMS", 2.2, says.
struct OriginBoundCode: Equatable {
    let host: String
    let code: String

    init(host: String, code: String) {
        self.host = host
        self.code = code
    }

    init?(in message: String) {
        let normalized = message.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard let line = normalized.split(separator: "\n", omittingEmptySubsequences: false).last else { return nil }
        let scalars = Array(line.unicodeScalars)
        guard scalars.first == "@" else { return nil }
        let isWhiteSpace: (Unicode.Scalar) -> Bool = { ["\t", "\n", "\u{C}", "\r", " "].contains($0) }
        let host = scalars.dropFirst().prefix { !isWhiteSpace($0) }
        let rest = scalars.dropFirst(1 + host.count)
        guard !host.isEmpty, rest.first == " ", rest.dropFirst().first == "#" else { return nil }
        let code = rest.dropFirst(2).prefix { !isWhiteSpace($0) }
        guard !code.isEmpty else { return nil }
        self.host = String(String.UnicodeScalarView(host))
        self.code = String(String.UnicodeScalarView(code))
    }
}
