/// Which header fields of a mail a signature covers, and what is signed of them (RFC 6376, 5.4).
struct SignedFields {
    /// Named once more than they occur, so that a second one, which some programs would show instead, breaks the
    /// signature (RFC 6376, 8.15).
    private static let sealed = [
        "from", "to", "cc", "reply-to", "subject", "date", "message-id", "mime-version", "content-type",
    ]

    /// For the tag `h`.
    let names: [String]
    private let fields: [(name: String, text: ArraySlice<UInt8>)]

    /// Of all that the mail has; but fields of private use (`X-…`) are dropped or changed by relays as they please.
    ///
    /// - Parameter header: up to the empty line, without it.
    init(of header: ArraySlice<UInt8>) {
        let fields = Self.split(header)
        self.init(names: fields.map(\.name).filter { !$0.hasPrefix("x-") } + Self.sealed, in: fields)
    }

    init(names: [String], of header: ArraySlice<UInt8>) {
        self.init(names: names, in: Self.split(header))
    }

    private init(names: [String], in fields: [(String, ArraySlice<UInt8>)]) {
        self.names = names
        self.fields = fields
    }

    /// - Parameter signature: the field `DKIM-Signature` with nothing behind its last `b=`.
    func text(with signature: String) -> [UInt8] {
        var rest = fields
        var text: [UInt8] = []
        for name in names {
            // Of several the last comes first; one that is not there adds nothing (RFC 6376, 5.4.2 and 5.4).
            guard let index = rest.lastIndex(where: { $0.name == name }) else { continue }
            text += RelaxedForm.header(rest.remove(at: index).text) + [0x0D, 0x0A]
        }
        return text + RelaxedForm.header(Array(signature.utf8)[...])
    }

    /// A line that begins with white space goes on with the field before it.
    private static func split(_ header: ArraySlice<UInt8>) -> [(name: String, text: ArraySlice<UInt8>)] {
        var starts: [Int] = []
        var isLineStart = true
        for index in header.indices {
            if isLineStart, header[index] != 0x20, header[index] != 0x09 { starts.append(index) }
            isLineStart = header[index] == 0x0A
        }
        return zip(starts, starts.dropFirst() + [header.endIndex]).map { start, end in
            let field = header[start..<end]
            let name = field.prefix { $0 != UInt8(ascii: ":") && $0 != 0x20 && $0 != 0x09 }
            return (String(decoding: name.map(RelaxedForm.lowercased), as: UTF8.self), field)
        }
    }
}
