import Testing

@testable import Messages

struct GSMAlphabetTests {
    /// Taken once from the independent codec `gsm0338` 1.1.0 on PyPI, over all of Unicode; without ESC, which is no
    /// character.
    private static let single: [ClosedRange<UInt32>] = [
        0xA...0xA, 0xD...0xD, 0x20...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xA1...0xA1, 0xA3...0xA5, 0xA7...0xA7,
        0xBF...0xBF, 0xC4...0xC7, 0xC9...0xC9, 0xD1...0xD1, 0xD6...0xD6, 0xD8...0xD8, 0xDC...0xDC, 0xDF...0xE0,
        0xE4...0xE6, 0xE8...0xE9, 0xEC...0xEC, 0xF1...0xF2, 0xF6...0xF6, 0xF8...0xF9, 0xFC...0xFC, 0x393...0x394,
        0x398...0x398, 0x39B...0x39B, 0x39E...0x39E, 0x3A0...0x3A0, 0x3A3...0x3A3, 0x3A6...0x3A6, 0x3A8...0x3A9,
    ]
    private static let double: [ClosedRange<UInt32>] = [0xC...0xC, 0x5B...0x5E, 0x7B...0x7E, 0x20AC...0x20AC]

    @Test("every character of Unicode costs what an independent codec says")
    func table() {
        let (single, double) = (Set(Self.single.joined()), Set(Self.double.joined()))
        #expect(single.count == 127 && double.count == 10)
        var wrong: [Unicode.Scalar] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected = single.contains(value) ? 1 : double.contains(value) ? 2 : nil
            if GSMAlphabet.septets(of: scalar) != expected { wrong.append(scalar) }
        }
        #expect(wrong.isEmpty)
    }
}
