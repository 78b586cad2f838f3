import Testing

@testable import Messages

struct SMSSizeTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let text: String
        let encoding: SMSEncoding
        let units: Int
        let segments: Int

        init(_ piece: String, _ count: Int, _ encoding: SMSEncoding, _ units: Int, _ segments: Int) {
            text = String(repeating: piece, count: count)
            self.encoding = encoding
            self.units = units
            self.segments = segments
        }

        var testDescription: String { "\(units) \(encoding.rawValue) of \(text.prefix(2))" }
    }

    @Test(
        "segments are filled as the air interface fills them",
        arguments: [
            Example("a", 0, .gsm7, 0, 1), Example("a", 160, .gsm7, 160, 1), Example("a", 161, .gsm7, 161, 2),
            Example("a", 306, .gsm7, 306, 2), Example("a", 307, .gsm7, 307, 3),
            Example("€", 80, .gsm7, 160, 1), Example("€", 81, .gsm7, 162, 2),
            // 76 pairs and no half in a part of 153.
            Example("]", 152, .gsm7, 304, 2), Example("]", 153, .gsm7, 306, 3),
            Example("ë", 70, .ucs2, 70, 1), Example("ë", 71, .ucs2, 71, 2), Example("ë", 134, .ucs2, 134, 2),
            Example("ë", 135, .ucs2, 135, 3),
            // 33 pairs and no half in a part of 67.
            Example("🎉", 35, .ucs2, 70, 1), Example("🎉", 66, .ucs2, 132, 2), Example("🎉", 67, .ucs2, 134, 3),
            Example("`", 1, .ucs2, 1, 1), Example("ç", 1, .ucs2, 1, 1), Example("Ç", 1, .gsm7, 1, 1),
            Example("\r\n", 1, .gsm7, 2, 1), Example("\t", 1, .ucs2, 1, 1), Example("\u{A0}", 1, .ucs2, 1, 1),
        ])
    func sizes(example: Example) {
        let size = SMSSize(of: example.text)
        #expect(size.encoding == example.encoding)
        #expect(size.units == example.units)
        #expect(size.segments == example.segments)
    }

    @Test("one character outside the alphabet costs the whole text its seven bits")
    func oneOutsider() {
        #expect(SMSSize(of: String(repeating: "a", count: 100)).segments == 1)
        #expect(SMSSize(of: String(repeating: "a", count: 100) + "ë").segments == 2)
    }

    @Test("a text is brought to normal form C before it is counted and sent")
    func normalForm() {
        let text = SMSText("e\u{301}e\u{301}n code")
        #expect(text.size == SMSSize(of: "één code"))
        #expect(text.encoding == .gsm7)
        #expect(Array(text.revealed.utf8) == Array("één code".utf8))
    }
}
