/// Puts a domain's signature on mail, by which receivers know that the domain stands for it (RFC 6376).
package struct DKIMSigner: Sendable {
    /// Characters in a line (RFC 5322, 2.1.1).
    private static let lineLength = 76

    package let domain: String
    package let selector: String
    private let key: DKIMKey

    package var algorithm: DKIMKey.Algorithm { key.algorithm }

    /// - Parameters:
    ///   - domain: of the sender, or one above or below it.
    ///   - selector: the public key stands in DNS at `SELECTOR._domainkey.DOMAIN`.
    package init(domain: String, selector: String, key: DKIMKey) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// The message with its signature before it, over the whole body and the whole header but fields of private use.
    ///
    /// - Parameters:
    ///   - message: RFC 5322, every line ended by CRLF.
    ///   - seconds: since 1970.
    package func signed(_ message: [UInt8], at seconds: Int64) throws(DKIMKeyError) -> [UInt8] {
        let (header, body) = Self.split(message)
        let fields = SignedFields(of: header)
        let unsigned = try self.header(fields.names, RelaxedForm.body(body), at: seconds)
        let signature = Base64.text(try key.sign(fields.text(with: unsigned)))
        return Array((unsigned + Self.folded(signature) + "\r\n").utf8) + message
    }

    /// The field up to its last tag, whose value is the signature.
    private func header(_ names: [String], _ body: [UInt8], at seconds: Int64) throws(DKIMKeyError) -> String {
        guard let hash = HashFunction.sha256.digest(body) else { throw .noSignature }
        return """
            DKIM-Signature: v=1; a=\(key.algorithm.rawValue); c=relaxed/relaxed;\r
             d=\(domain); s=\(selector); t=\(seconds);\r
             h=\(Self.list(names));\r
             bh=\(Base64.text(hash));\r
             b=
            """
    }

    /// With colons between, over as many lines as are needed.
    private static func list(_ names: [String]) -> String {
        var (text, length) = ("", 3)
        for (index, name) in names.enumerated() {
            if index > 0 { text += ":" }
            if length + name.utf8.count + 2 > lineLength {
                text += "\r\n  "
                length = 2
            }
            text += name
            length += name.utf8.count + 1
        }
        return text
    }

    /// White space may stand anywhere in it (RFC 6376, 3.5).
    private static func folded(_ signature: String) -> String {
        let bytes = Array(signature.utf8)
        let lines = stride(from: 0, to: bytes.count, by: lineLength - 4).map { start in
            String(decoding: bytes[start..<min(start + lineLength - 4, bytes.count)], as: UTF8.self)
        }
        return lines.joined(separator: "\r\n  ")
    }

    /// At the first empty line.
    private static func split(_ message: [UInt8]) -> (header: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        var lineStart = 0
        for (index, byte) in message.enumerated() where byte == 0x0A {
            if index == lineStart + 1 { return (message[..<lineStart], message[(index + 1)...]) }
            lineStart = index + 1
        }
        return (message[...], [])
    }
}
