import Foundation
import Jobs

/// What an SMS must be and what makes it dear.
struct SMSRules {
    let text: TracedText
    let brand: Brand

    var findings: [TemplateFinding] {
        price + (isForCode ? code + lastLine + falseCodes : [])
    }

    private var isForCode: Bool { text.message.variables(in: .sms).contains(.code) }

    // MARK: Price

    private var price: [TemplateFinding] {
        let whole = text.text(text.indices)
        let size = SMSText(whole).size
        var (findings, plain) = ([TemplateFinding](), "")
        var foreign: [(range: Range<Int>, character: Character)] = []
        var index = 0
        for character in whole {
            let range = index..<index + character.unicodeScalars.count
            index = range.upperBound
            let composed = String(character).precomposedStringWithCanonicalMapping
            let widths = composed.unicodeScalars.map(GSMAlphabet.septets)
            if widths.contains(nil) {
                foreign.append((range, composed.first ?? character))
                plain += PlainCharacter.form(of: character) ?? ""
            } else {
                plain += composed
                if widths.contains(2) { findings.append(text.finding(.countsDouble(composed), at: range)) }
            }
        }
        let without = SMSSize(of: plain)
        findings += foreign.map { finding(on: $0.character, at: $0.range, size.segments, without.segments) }
        // Of a text in plain characters; what foreign ones add is told above.
        let dear = isForCode && without.segments == 1 ? size : without
        if dear.segments > 1 { findings.append(text.finding(Self.tooLong(dear, isForCode: isForCode))) }
        return findings
    }

    static func tooLong(_ size: SMSSize, isForCode: Bool) -> TemplateProblem {
        isForCode
            ? .codeSegments(units: size.units, room: size.encoding.singleSize, segments: size.segments)
            : .noticeSegments(units: size.units, segments: size.segments)
    }

    private func finding(
        on character: Character, at range: Range<Int>, _ segments: Int, _ without: Int
    ) -> TemplateFinding {
        let word = self.word(around: range)
        let written = text.text(word)
        let other = PlainCharacter.words[written.lowercased()]
        let form = PlainCharacter.form(of: character)
        let price = SMSPrice(
            character: character, word: written.count > 1 ? written : "", segments: segments, segmentsWithout: without,
            plain: other ?? form.map { written.replacing(String(character), with: $0) })
        if let other { return text.finding(.outsideAlphabet(price), at: word, replacement: other) }
        // A letter without its accent is a spelling mistake: that is for a person to decide.
        return text.finding(.outsideAlphabet(price), at: range, replacement: character.isLetter ? nil : form)
    }

    private func word(around range: Range<Int>) -> Range<Int> {
        func isLetter(_ index: Int) -> Bool {
            text.scalars[index].properties.isAlphabetic || text.scalars[index] == "-"
        }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start > 0, isLetter(start - 1) { start -= 1 }
        while end < text.scalars.count, isLetter(end) { end += 1 }
        return start..<end
    }

    // MARK: Code

    private var lines: [Range<Int>] {
        text.scalars.split(separator: "\n", omittingEmptySubsequences: false).map { $0.startIndex..<$0.endIndex }
    }

    private var code: [TemplateFinding] {
        let readable = lines.filter { text.scalars[$0].first != "@" }
        let isShown = readable.contains { $0.contains { text.origins[$0].variable == .code } }
        return isShown ? [] : [text.finding(.codeMissing)]
    }

    /// WICG, "Origin-bound one-time codes delivered via SMS": the last line is `@domain #code` and nothing else.
    private var lastLine: [TemplateFinding] {
        let expected = "@{{brand_domain}} #{{code}}"
        guard let last = lines.last, let bound = lines.last(where: { text.scalars[$0].first == "@" }) else {
            return [text.finding(.lastLineMissing(expected: expected))]
        }
        guard bound == last else {
            let rest = bound.upperBound..<text.scalars.count
            let visible = rest.first { text.scalars[$0] != "\n" } ?? rest.lowerBound
            return [text.finding(.lastLineFollowed, at: visible..<rest.upperBound)]
        }
        let code = text.scalars[last].reversed().prefix { $0 != "#" }.reversed()
        let isCode = last.suffix(code.count).allSatisfy { text.origins[$0].variable == .code }
        let line = text.text(last)
        let isDomain = line == "@\(brand.domain.text) #" + String(String.UnicodeScalarView(code))
        return isCode && isDomain && !code.isEmpty ? [] : [text.finding(.lastLineWrong(expected: expected), at: last)]
    }

    /// What Android's detector of codes would take besides the code: 4 digits, or 5 to 9 letters and digits.
    private var falseCodes: [TemplateFinding] {
        let body = lines.filter { text.scalars[$0].first != "@" }
        return body.flatMap { line in
            text.scalars[line].split { $0 == " " || $0 == "(" || $0 == ")" }.compactMap { word in
                let trimmed = word.trimmingSuffix { ".,!?:".unicodeScalars.contains($0) }
                let range = trimmed.startIndex..<trimmed.endIndex
                let isRemaining = range.contains { [.code, .remaining].contains(text.origins[$0].variable) }
                return !isRemaining && Self.looksLikeCode(text.scalars[range])
                    ? text.finding(.falseCode, at: range) : nil
            }
        }
    }

    private static func looksLikeCode(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
        let digits = word.count { ("0"..."9").contains($0) }
        let isPlain = word.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
        }
        guard isPlain, digits > 0, word.first != "-", word.last != "-" else { return false }
        return word.count == 4 ? digits == 4 : (5...9).contains(word.count)
    }
}

extension Collection {
    /// Without the elements at its end that fit.
    fileprivate func trimmingSuffix(while isTrimmed: (Element) -> Bool) -> SubSequence
    where Self: BidirectionalCollection {
        var end = endIndex
        while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
        return self[startIndex..<end]
    }
}
