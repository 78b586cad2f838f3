import Testing

@testable import Messages

struct ProseTests {
    private func sentences(_ words: String) -> [[String]] {
        var text = TracedText(.loginCode, .text, .dutch, files: [])
        for scalar in words.unicodeScalars { text.append(scalar, from: TracedText.Origin()) }
        return Prose(text, blocks: Prose.paragraphs(of: text)).sentences.map { $0.map(\.text) }
    }

    @Test(
        "a sentence ends where a reader would say so",
        arguments: [
            ("Dit is één zin. Dit ook!", [["dit", "is", "één", "zin"], ["dit", "ook"]]),
            ("Om 14.05 uur, op\ncaren.example.", [["om", "1405", "uur", "op", "carenexample"]]),
            ("Dit is code nr. 2 van je", [["dit", "is", "code", "nr", "2", "van", "je"]]),
            ("Vul in:\n\nEen code", [["vul", "in"], ["een", "code"]]),
            ("Zo (nr. 2). Klaar? - ja", [["zo", "nr", "2"], ["klaar", "ja"]]),
        ])
    func ends(words: String, expected: [[String]]) {
        #expect(sentences(words) == expected)
    }

    @Test("no word is called difficult and then offered instead of another")
    func words() {
        for better in PlainDutch.better.values {
            #expect(PlainDutch.better[better.replacing("“", with: "").replacing("”", with: "")] == nil, "\(better)")
        }
        #expect(PlainDutch.better.count > 120)
    }
}
