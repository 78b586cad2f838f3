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

    @Test("a text's bytes are the table's positions, an escape before those of the second table")
    func bytes() {
        #expect(
            GSMAlphabet.bytes(of: "@£é\nΔ_Ξ AaZzà¿§") == [0, 1, 5, 10, 16, 17, 26, 32, 65, 97, 90, 122, 127, 96, 95])
        #expect(GSMAlphabet.bytes(of: "€{}") == [0x1B, 0x65, 0x1B, 0x28, 0x1B, 0x29])
        #expect(GSMAlphabet.bytes(of: "1ç😀") == [0x31, 0x3F, 0x3F])
    }

    @Test("every character has as many bytes as it costs septets, and bytes of its own")
    func bytesOfAll() {
        var seen: Set<[UInt8]> = []
        for scalar in (Self.single + Self.double).joined().compactMap(Unicode.Scalar.init) {
            let bytes = GSMAlphabet.bytes(of: String(scalar))
            #expect(bytes.count == GSMAlphabet.septets(of: scalar))
            #expect(seen.insert(bytes).inserted)
        }
        #expect(seen.count == 137)
    }
}
