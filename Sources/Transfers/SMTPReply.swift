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
    ///   - addresses: whose name, standing alone, is masked as well.
    init(code: Int, words: some Sequence<UInt8>, hiding addresses: [String]) {
        let clean = words.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: " ") }
        var parts = clean.split(separator: UInt8(ascii: " "))[...]
        let enhanced = parts.first.flatMap { Self.enhancedCode(code, $0) }
        if let enhanced { parts.removeAll { $0.elementsEqual(enhanced.utf8) } }
        let names = addresses.map { Array($0.utf8.prefix { $0 != UInt8(ascii: "@") }) }
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

    private static func masked(_ word: ArraySlice<UInt8>, _ names: [[UInt8]]) -> String {
        let isLetter = { (byte: UInt8) in !#"<>()[]"',;:."#.utf8.contains(byte) }
        let bare = word.drop { !isLetter($0) }.reversed().drop { !isLetter($0) }.reversed()
        let isName = names.contains { name in
            name.elementsEqual(bare) { $0 == $1 || ($0 ^ $1 == 0x20 && $0 | 0x20 >= UInt8(ascii: "a")) }
        }
        return isName || word.contains(UInt8(ascii: "@")) ? "***" : String(decoding: word, as: UTF8.self)
    }
}
