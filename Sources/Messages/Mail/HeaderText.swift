/// Writes people's words into a header: plain where that can be, else as encoded-words (RFC 2047).
struct HeaderText {
    /// Characters in a line that holds an encoded-word (RFC 2047, 2); kept for every header line.
    static let lineLength = 76
    /// Characters in an encoded-word (RFC 2047, 2).
    private static let wordLength = 75
    private static let opening = "=?utf-8?q?"
    private static let closing = "?="
    private static let newLine = "\r\n "

    /// Name, colon and space: they take room in the first line.
    private let header: String

    init(_ header: String) {
        self.header = header
    }

    /// For `Subject` and the like: words of ASCII, folded between two of them.
    func unstructured(_ text: String) -> String {
        guard Self.isPlain(text) else { return header + encodedWords(text) }
        guard header.utf8.count + text.utf8.count > Self.lineLength else { return header + text }
        var lines = header
        var room = Self.lineLength - header.utf8.count
        for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            // A line of nothing but spaces is no fold (RFC 5322, 3.2.2).
            if index > 0, word.utf8.count + 1 > room, !word.isEmpty {
                lines += Self.newLine
                room = Self.lineLength - 1
            } else if index > 0 {
                lines += " "
                room -= 1
            }
            lines += word
            room -= word.utf8.count
        }
        return lines
    }

    /// For a display name: a quoted string, or encoded-words, which stand outside quotation marks (RFC 2047, 5).
    func phrase(_ name: String) -> String {
        guard Self.isPlain(name), header.utf8.count + name.utf8.count <= 60 else { return header + encodedWords(name) }
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return header + "\"" + name + "\""
        }
        let quoted = name.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return header + "\"" + String(quoted) + "\""
    }

    /// Printable ASCII in which nobody can see an encoded-word, and no word too long for a line.
    private static func isPlain(_ text: String) -> Bool {
        let space = UInt8(ascii: " ")
        var (previous, wordLength) = (UInt8(0), 0)
        for byte in text.utf8 {
            wordLength = byte == space ? 0 : wordLength + 1
            guard (0x20...0x7E).contains(byte), wordLength < lineLength / 2,
                !(previous == UInt8(ascii: "=") && byte == UInt8(ascii: "?"))
            else { return false }
            previous = byte
        }
        return text.utf8.first != space && previous != space
    }

    /// Each word holds whole characters, and as many as go into its line.
    private func encodedWords(_ text: String) -> String {
        var words = Self.opening
        var length = Self.opening.utf8.count
        var limit = min(Self.wordLength, Self.lineLength - header.utf8.count)
        for scalar in text.unicodeScalars {
            let encoded = Self.encode(scalar)
            if length + encoded.utf8.count + Self.closing.utf8.count > limit {
                words += Self.closing + Self.newLine + Self.opening
                length = Self.opening.utf8.count
                limit = Self.wordLength
            }
            words += encoded
            length += encoded.utf8.count
        }
        return words + Self.closing
    }

    /// The strictest form, that of a phrase (RFC 2047, 5, rule 3).
    private static func encode(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case " ": "_"
        case "a"..."z", "A"..."Z", "0"..."9", "!", "*", "+", "-", "/": String(scalar)
        default: UTF8.encode(scalar)?.map { "=" + QuotedPrintable.hex($0) }.joined() ?? ""
        }
    }
}
