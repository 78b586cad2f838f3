/// The sentences of a text, word by word.
struct Prose {
    struct Word {
        let range: Range<Int>
        /// In lower case, without punctuation; empty for a value.
        let text: String
        let isValue: Bool
    }

    /// Stands in a block for a space that is no character of its own.
    static let space = -1

    private(set) var sentences: [[Word]] = []
    private let text: TracedText

    /// - Parameter blocks: that no sentence goes beyond: paragraphs, or what HTML sets apart.
    init(_ text: TracedText, blocks: [[Int]]) {
        self.text = text
        for block in blocks { read(block) }
    }

    /// Paragraphs of a plain text; a single line break is a space.
    static func paragraphs(of text: TracedText) -> [[Int]] {
        var blocks: [[Int]] = [[]]
        for index in text.indices {
            let isBreak = text.scalars[index] == "\n" && index > 0 && text.scalars[index - 1] == "\n"
            if isBreak { blocks.append([]) } else { blocks[blocks.count - 1].append(index) }
        }
        return blocks
    }

    private mutating func read(_ block: [Int]) {
        var sentence: [Word] = []
        func isSpace(_ index: Int) -> Bool {
            if index == Self.space { return true }
            let scalar = text.scalars[index]
            return (scalar == " " || scalar == "\n" || scalar == "\u{A0}") && !text.isValue(index)
        }
        for word in block.split(whereSeparator: isSpace) {
            guard let first = word.first, let last = word.last else { continue }
            if endsSentence(sentence, before: first) {
                sentences.append(sentence)
                sentence = []
            }
            let isValue = word.contains(where: text.isValue)
            var plain = ""
            if !isValue {
                for index in word where Self.isPartOfWord(text.scalars[index]) {
                    plain += text.scalars[index].properties.lowercaseMapping
                }
                if !plain.contains(where: { $0.isLetter || $0.isNumber }) { continue }
            }
            sentence.append(Word(range: first..<last + 1, text: plain, isValue: isValue))
        }
        if !sentence.isEmpty { sentences.append(sentence) }
    }

    /// A full stop, and then a capital, a digit or a value; not after `nr.`
    private func endsSentence(_ sentence: [Word], before next: Int) -> Bool {
        guard let last = sentence.last else { return false }
        var end = text.scalars[last.range.upperBound - 1]
        if end == ")" || end == "\"", last.range.count > 1 { end = text.scalars[last.range.upperBound - 2] }
        guard end == "." || end == "!" || end == "?" else { return false }
        let begin = text.scalars[next]
        let isBeginning = begin.properties.isUppercase || ("0"..."9").contains(begin) || text.isValue(next)
        return isBeginning && !["nr", "no", "bijv", "dhr", "mevr", "mr", "mrs", "dr"].contains(last.text)
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "'"
            || scalar.properties.canonicalCombiningClass != .notReordered
    }
}
