/// What a relay said of a mail.
package struct SMTPReply: Sendable, Equatable, CustomStringConvertible {
    /// 200 to 599.
    package let code: Int
    /// As `5.1.1` (RFC 3463), where the relay gave one.
    package let enhanced: String?
    /// The words behind both, on one line, of printable ASCII; addresses are masked.
    package let text: String

    package var description: String {
        [String(code), enhanced, text].compactMap { $0 }.joined(separator: " ")
    }

    /// - Parameters:
    ///   - words: the lines behind the code, each with a space before it.
    ///   - addresses: whose name without the domain is masked as well.
    init(code: Int, words: some Sequence<UInt8>, hiding addresses: [String]) {
        let clean = words.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: " ") }
        var parts = clean.split(separator: UInt8(ascii: " "))[...]
        let enhanced = parts.first.flatMap { Self.enhancedCode(code, $0) }
        if let enhanced { parts.removeAll { $0.elementsEqual(enhanced.utf8) } }
        let names = addresses.flatMap { address in
            let name = address.utf8.prefix { $0 != UInt8(ascii: "@") }
            return [Array(name), Array(name.prefix { $0 != UInt8(ascii: "+") })]  // a mailbox, and what it is a part of
        }
        self.code = code
        self.enhanced = enhanced
        text = parts.map { Self.masked($0, names) }.joined(separator: " ")
    }

    /// Of the reply's own class, or it is just a number in a sentence.
    private static func enhancedCode(_ code: Int, _ word: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: word, as: UTF8.self)
        let fields = text.split(separator: ".", omittingEmptySubsequences: false)
        guard fields.count == 3, fields.allSatisfy({ (1...3).contains($0.utf8.count) && UInt16($0) != nil }) else {
            return nil
        }
        return fields[0] == String(code / 100) ? text : nil
    }

    /// Addresses, and a mailbox's name where it is no part of a longer word.
    private static func masked(_ word: ArraySlice<UInt8>, _ names: [[UInt8]]) -> String {
        let isShown = !word.contains(UInt8(ascii: "@")) && !names.contains { Self.holds(word, $0) }
        return isShown ? String(decoding: word, as: UTF8.self) : "***"
    }

    private static func holds(_ word: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
        guard !name.isEmpty, name.count <= word.count else { return false }
        return (word.startIndex...word.endIndex - name.count).contains { start in
            let end = start + name.count
            return word[start..<end].elementsEqual(name, by: isSameLetter)
                && (start == word.startIndex || !isLetterOrDigit(word[start - 1]))
                && (end == word.endIndex || !isLetterOrDigit(word[end]))
        }
    }

    private static func isSameLetter(_ left: UInt8, _ right: UInt8) -> Bool {
        left == right || (left ^ right == 0x20 && isLetterOrDigit(left) && isLetterOrDigit(right))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default:
            false
        }
    }
}
