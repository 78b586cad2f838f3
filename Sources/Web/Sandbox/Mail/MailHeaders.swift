/// The header fields of a mail or of one of its parts, unfolded, in their order (RFC 5322, 2.2).
struct MailHeaders: Equatable {
    let fields: [(name: String, value: String)]

    static func == (left: MailHeaders, right: MailHeaders) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    init(_ block: ArraySlice<UInt8>) {
        var fields: [(name: String, value: String)] = []
        for line in block.split(separator: ASCII.lf) {
            let text = String(decoding: line.last == ASCII.cr ? line.dropLast() : line, as: UTF8.self)
            if let first = text.first, first == " " || first == "\t" {
                guard let last = fields.popLast() else { continue }
                fields.append((last.name, last.value + text))
            } else if let colon = text.firstIndex(of: ":") {
                fields.append((String(text[..<colon]), String(text[text.index(after: colon)...])))
            }
        }
        self.fields = fields.map { ($0.name.lowercased(), Self.trimmed($0.value)) }
    }

    /// The first field of that name; the name in small letters.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// The value in front of the first semicolon, in small letters: `text/plain`.
    func kind(_ name: String) -> String? {
        self[name].map { Self.trimmed(String($0.prefix { $0 != ";" })).lowercased() }
    }

    /// A parameter of a structured field, as `boundary` of `content-type`; quotes are taken off.
    func parameter(_ parameter: String, of name: String) -> String? {
        guard let value = self[name] else { return nil }
        for piece in Self.pieces(value).dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1).map { Self.trimmed(String($0)) }
            if pair.count == 2, pair[0].lowercased() == parameter {
                return Self.unquoted(pair[1])
            }
        }
        return nil
    }

    /// Cut at the semicolons outside quotes.
    private static func pieces(_ value: String) -> [String] {
        var pieces = [""]
        var quoted = false
        for character in value {
            if character == "\"" {
                quoted.toggle()
            }
            if character == ";", !quoted {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        return pieces
    }

    private static func unquoted(_ text: String) -> String {
        text.count >= 2 && text.first == "\"" && text.last == "\"" ? String(text.dropFirst().dropLast()) : text
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
