/// What a mail's `<style>` says, or one `style` attribute.
struct Stylesheet {
    struct Declaration {
        let property: String
        /// Without `!important`, in lower case.
        let value: String
        let isImportant: Bool
        let range: Range<Int>
    }

    struct Rule {
        /// `@media …` around it, in lower case; empty for none.
        let media: String
        let selectors: [String]
        let declarations: [Declaration]
    }

    private(set) var rules: [Rule] = []

    /// Reads the inside of `<style>`; nested at-rules count as one.
    init(_ text: TracedText, _ range: Range<Int>) {
        var media: [String] = []
        var start = range.lowerBound
        for index in range {
            switch text.scalars[index] {
            case "{":
                let head = text.text(start..<index).lowercased().trimmed
                if head.hasPrefix("@media") || head.hasPrefix("@supports") {
                    media.append(head)
                    start = index + 1
                    continue
                }
                // The block ends at the next brace, which the case below meets.
                let end = text.scalars[index..<range.upperBound].firstIndex(of: "}") ?? range.upperBound
                rules.append(
                    Rule(
                        media: media.joined(separator: " "),
                        selectors: head.split(separator: ",").map { String($0).trimmed },
                        declarations: Self.declarations(text, index + 1..<end)))
                media.append("")
                start = index + 1
            case "}":
                _ = media.popLast()
                start = index + 1
            case ";" where media.last != "": start = index + 1
            default: break
            }
        }
    }

    static func declarations(_ text: TracedText, _ range: Range<Int>) -> [Declaration] {
        text.scalars[range].split(separator: ";").compactMap { part in
            guard let colon = part.firstIndex(of: ":") else { return nil }
            let property = text.text(part.startIndex..<colon).lowercased().trimmed
            let value = text.text(colon + 1..<part.endIndex).lowercased().trimmed
            guard !property.isEmpty, !value.isEmpty else { return nil }
            let blank = part.prefix { $0 == " " || $0 == "\n" }.count
            let isImportant = value.hasSuffix("!important")
            return Declaration(
                property: property, value: isImportant ? String(value.dropLast(10)).trimmed : value,
                isImportant: isImportant, range: part.startIndex + blank..<part.endIndex)
        }
    }
}

extension String {
    /// Without the white space at its ends.
    fileprivate var trimmed: String {
        var scalars = unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
