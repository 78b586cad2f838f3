/// Whether the people who get a text will understand it.
struct ProseRules {
    /// RVO's style guide asks for about 15 words.
    static let sentenceLimit = 15

    let text: TracedText
    let prose: Prose

    var findings: [TemplateFinding] {
        longSentences + (text.language == .dutch ? difficultWords + mixedForms : [])
    }

    private var longSentences: [TemplateFinding] {
        prose.sentences.compactMap { words in
            guard words.count > Self.sentenceLimit, let first = words.first else { return nil }
            return text.finding(.longSentence(words: words.count, limit: Self.sentenceLimit), at: first.range)
        }
    }

    private var difficultWords: [TemplateFinding] {
        prose.sentences.flatMap { words in
            words.indices.compactMap { start in
                // The longest phrase that begins here.
                for length in stride(from: min(PlainDutch.longestPhrase, words.count - start), to: 0, by: -1) {
                    let phrase = words[start..<start + length]
                    guard let last = phrase.last, !phrase.contains(where: \.isValue),
                        let better = PlainDutch.better[phrase.map(\.text).joined(separator: " ")]
                    else { continue }
                    let place = trimmed(words[start].range.lowerBound..<last.range.upperBound)
                    return text.finding(.plainWord(text.text(place), better: better), at: place)
                }
                return nil
            }
        }
    }

    private var mixedForms: [TemplateFinding] {
        var (familiar, polite) = ([Prose.Word](), [Prose.Word]())
        for words in prose.sentences {
            for (index, word) in words.enumerated() {
                if PlainDutch.familiar.contains(word.text) { familiar.append(word) }
                // 14.00 u
                let isHour = index > 0 && (words[index - 1].isValue || words[index - 1].text.first?.isNumber == true)
                if PlainDutch.polite.contains(word.text), !isHour { polite.append(word) }
            }
        }
        guard let firstFamiliar = familiar.first, let firstPolite = polite.first else { return [] }
        let isMostlyFamiliar = familiar.count >= polite.count
        let other = (isMostlyFamiliar ? firstFamiliar : firstPolite).text
        return (isMostlyFamiliar ? polite : familiar).map {
            text.finding(.formOfAddress(other: other), at: trimmed($0.range))
        }
    }

    /// Without the punctuation around it.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end - 1, !text.scalars[start].properties.isAlphabetic { start += 1 }
        while end > start + 1, !text.scalars[end - 1].properties.isAlphabetic { end -= 1 }
        return start..<end
    }
}
