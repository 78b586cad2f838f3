/// Finds the login code in a message, to show it large.
///
/// The surest sign comes first: the origin-bound last line (`@caren.example #123456`), then a line that holds the code
/// alone, then the first free-standing word that looks like a code in a text that speaks of one.
enum CodeFinder {
    static func code(in text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace) }
        if let last = lines.last, last.count == 2, last[0].hasPrefix("@"), last[1].hasPrefix("#") {
            let code = last[1].dropFirst()
            if isCode(code) { return String(code) }
        }
        guard text.lowercased().contains("code") else { return nil }
        if let alone = lines.first(where: { $0.count == 1 && isCode($0[0]) })?.first {
            return String(alone)
        }
        let words = lines.joined().map(stripped)
        return words.first { isCode($0) && $0.contains(where: \.isNumber) && !isYear($0) && !isPhone($0) }
            .map(String.init)
    }

    /// 4 to 10 digits or capitals.
    private static func isCode(_ word: Substring) -> Bool {
        (4...10).contains(word.utf8.count)
            && word.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
            }
    }

    private static func isYear(_ word: Substring) -> Bool {
        word.count == 4 && (word.hasPrefix("20") || word.hasPrefix("19"))
    }

    /// A national number, as in "bel 0881234567".
    private static func isPhone(_ word: Substring) -> Bool {
        word.count == 10 && word.hasPrefix("0")
    }

    private static func stripped(_ word: Substring) -> Substring {
        let marks: Set<Character> = [".", ",", ":", ";", "!", "?", "(", ")", "\"", "'", "*"]
        let start = word.drop(while: marks.contains)
        let end = start.lastIndex { !marks.contains($0) }
        return end.map { start[...$0] } ?? start
    }
}
