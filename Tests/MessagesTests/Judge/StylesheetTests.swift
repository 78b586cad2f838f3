import Testing

@testable import Messages

/// Mail programs read CSS by its letters, whatever mark is set upon them.
struct StylesheetTests {
    private func read(_ style: String) -> [Stylesheet.Declaration] {
        var text = TracedText(.loginCode, .html, .dutch, files: [])
        for scalar in style.unicodeScalars { text.append(scalar, from: TracedText.Origin()) }
        return Stylesheet.declarations(text, text.indices)
    }

    @Test("a declaration is split at its first colon, and white space does not count")
    func declarations() {
        let declarations = read(" Color : #FFF ;background:url(https://a.nl/) !IMPORTANT; ;display;:x; margin:")
        #expect(declarations.map(\.property) == ["color", "background"])
        #expect(declarations.map(\.value) == ["#fff", "url(https://a.nl/)"])
        #expect(declarations.map(\.isImportant) == [false, true])
        #expect(declarations.map(\.range.lowerBound) == [1, 15])
    }

    @Test("an accent upon a colon or a bracket hides nothing")
    func accents() throws {
        let declaration = try #require(read("background:\u{301}url(\u{301}https://a.nl/)").first)
        #expect(declaration.property == "background")
        #expect(declaration.value.holds("url("))
    }

    @Test(
        "bytes are found wherever they stand",
        arguments: [
            ("url(x)", "url(", true), ("x url(", "url(", true), ("ur", "url(", false), ("uurl", "url(", false),
            ("", "url(", false), ("x", "", true), ("ééé", "é", true), ("\r\n", "\n", true),
        ])
    func bytes(_ text: String, _ part: String, _ isThere: Bool) {
        #expect(text.holds(part) == isThere)
    }
}
