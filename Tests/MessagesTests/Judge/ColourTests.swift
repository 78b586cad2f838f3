import Testing

@testable import Messages

struct ColourTests {
    @Test(
        "contrast is what WCAG computes",
        arguments: [
            ("#000000", "#ffffff", 21.0), ("#154273", "#ffffff", 10.2), ("#777", "#fff", 4.48),
            ("#767676", "#ffffff", 4.54), ("#E17000", "white", 3.22), ("#3869d4", "#333333", 2.49),
        ])
    func contrast(text: String, ground: String, ratio: Double) throws {
        let pair = try (#require(Colour(text.lowercased())), #require(Colour(ground)))
        #expect(abs(pair.0.contrast(with: pair.1) - ratio) < 0.05)
        #expect(pair.0.contrast(with: pair.1) == pair.1.contrast(with: pair.0))
    }

    @Test("what is no colour is none", arguments: ["", "#", "#12345", "#gggggg", "inherit", "#1234567"])
    func faults(text: String) {
        #expect(Colour(text) == nil)
    }
}
