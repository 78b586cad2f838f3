import Cryptography
import Testing

struct SealKeyTests {
    private static let base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    private static let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F"

    @Test("a key is read from base64url and from hex", arguments: [base64, hex])
    func forms(text: String) throws {
        let key = try SealKey("2026-01:\(text)")
        #expect(key.id == "2026-01")
        #expect(key.revealed == "2026-01:\(Self.base64)")
    }

    @Test(
        "anything but 32 bytes is no key, and is not shown",
        arguments: [
            "", "geheim", "geheim:geheim", String(base64.dropLast()), base64 + "=", base64 + "A",
            String(hex.dropLast()),
            hex + "00", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH+8",
            "é" + hex.dropFirst(2), " " + base64.dropFirst(),
        ])
    func unfit(text: String) {
        let error = #expect(throws: SealKeyError.unfitKey(id: "a")) { try SealKey("a:\(text)") }
        #expect(error?.description.contains("the key a is not 32 bytes") == true)
        if text.count > 4 { #expect(error?.description.contains(text) == false) }
    }

    @Test(
        "an id is made of a few characters",
        arguments: ["", "a b", "a/b", "é", "a\n", String(repeating: "a", count: 65)])
    func unfitID(id: String) {
        #expect(throws: SealKeyError.unfitID) { try SealKey("\(id):\(Self.base64)") }
        #expect(throws: SealKeyError.unfitID) { try SealKey.random(id: id) }
    }

    @Test("a key without an id is told what is missing, and not shown")
    func noID() {
        let error = #expect(throws: SealKeyError.noID) { try SealKey(Self.base64) }
        #expect(error?.description.contains(Self.base64) == false)
    }

    @Test("no two keys are alike")
    func random() throws {
        let keys = try (0..<100).map { _ in try SealKey.random(id: "a").revealed }
        #expect(Set(keys).count == 100)
        #expect(keys.allSatisfy { $0.utf8.count == 45 })
    }

    @Test("a key is printed as its id only")
    func printed() throws {
        let key = try SealKey("2026-01:\(Self.base64)")
        var dumped = ""
        dump([key], to: &dumped)
        dump(SealRing([key]), to: &dumped)
        for text in ["\(key)", "\(SealRing([key]))", String(reflecting: key), dumped] {
            #expect(text.contains("2026-01"))
            #expect(!text.contains(Self.base64))
            #expect(!text.contains("0x"))
        }
        #expect(Mirror(reflecting: key).children.isEmpty)
    }
}
