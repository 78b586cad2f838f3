/// Reads header text with encoded words, `=?utf-8?q?=C3=89=C3=A9n?=` (RFC 2047).
enum EncodedWords {
    static func decode(_ value: String) -> String {
        var text = ""
        var rest = value[...]
        var afterWord = false
        while let start = firstMark(in: rest) {
            let plain = rest[..<start]
            guard let word = Word(rest[start...]) else {
                text += rest[...rest.index(after: start)]
                rest = rest[rest.index(start, offsetBy: 2)...]
                afterWord = false
                continue
            }
            // White space between two encoded words is not shown (RFC 2047, 6.2).
            if !(afterWord && plain.allSatisfy { $0 == " " || $0 == "\t" }) {
                text += plain
            }
            text += word.text
            rest = word.rest
            afterWord = true
        }
        return text + rest
    }

    private static func firstMark(in text: Substring) -> Substring.Index? {
        zip(text.indices, text.indices.dropFirst()).first { text[$0] == "=" && text[$1] == "?" }?.0
    }

    private struct Word {
        let text: String
        let rest: Substring

        init?(_ source: Substring) {
            let fields = source.dropFirst(2).split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
            guard fields.count == 4, fields[3].first == "=" else { return nil }
            // A language tag may follow the character set (RFC 2231, 5).
            let charset = fields[0].split(separator: "*").first.map(String.init)
            switch fields[1].lowercased() {
            case "q": text = Charset.decode(Self.q(fields[2]), named: charset)
            case "b": text = Charset.decode(TransferEncoding.base64(fields[2].utf8), named: charset)
            default: return nil
            }
            rest = fields[3].dropFirst()
        }

        private static func q(_ field: Substring) -> [UInt8] {
            TransferEncoding.quotedPrintable(
                field.utf8.map { $0 == ASCII.underscore ? ASCII.space : $0 }[...])
        }
    }
}
