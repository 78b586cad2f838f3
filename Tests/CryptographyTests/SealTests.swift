import Cryptography
import Testing

@Suite("Sealed texts")
struct SealTests {
    /// 00..1f, of the vector below.
    private static let key = "2026-01:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    /// Made by joserfc 1.8.0 with the initialisation vector 00..0b.
    private static let sampleHeader = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiMjAyNi0wMSJ9"
    private static let sample = sampleHeader + "..AAECAwQFBgcICQoL.PCC1dKGA4CGvcKW4hdxOT_4.uZFABS7viJdvE7qZ2aXB5w"

    private let ring: SealRing

    init() throws {
        ring = SealRing([try SealKey(Self.key)])
    }

    private func open(_ sealed: String) throws(SealFault) -> String {
        try ring.open(Array(sealed.utf8)) { String(decoding: $0, as: UTF8.self) }
    }

    private func fault(_ sealed: String) -> SealFault? {
        do {
            _ = try open(sealed)
            return nil
        } catch {
            return error
        }
    }

    private func sealed(_ text: String, by key: SealKey) -> String {
        String(decoding: Array(text.utf8).withUnsafeBufferPointer { key.seal($0) }, as: UTF8.self)
    }

    /// The vector under another header, which its tag does not cover: refused as malformed before anything is opened.
    private func vector(header json: String) -> String {
        let header = Array(json.utf8).withUnsafeBufferPointer { Base64.urlText($0) }
        return String(decoding: header, as: UTF8.self) + Self.sample.dropFirst(Self.sampleHeader.count)
    }

    @Test("what another library sealed is opened")
    func vector() throws {
        #expect(try open(Self.sample) == #"{"code":"123456"}"#)
    }

    @Test("what we seal we open, and never seal alike twice", arguments: [0, 1, 2, 3, 15, 16, 17, 1_000, 16_384])
    func roundTrip(size: Int) throws {
        let key = try SealKey.random(id: "mine")
        let ring = SealRing([try SealKey(Self.key), try SealKey(key.revealed)])
        let text = String(repeating: "é", count: size / 2) + String(repeating: "x", count: size % 2)
        let (first, second) = (sealed(text, by: key), sealed(text, by: key))
        #expect(first != second)
        #expect(first.utf8.count <= SealRing.largest(ofText: size))
        for sealed in [first, second] {
            #expect(try ring.open(Array(sealed.utf8)) { String(decoding: $0, as: UTF8.self) } == text)
        }
    }

    @Test("a header in another order or with white space is one, too")
    func headerForms() {
        let forms = [
            #"{"kid":"2026-01","enc":"A256GCM","alg":"dir"}"#,
            " {\n\t\"alg\" : \"dir\", \"enc\": \"A256GCM\" ,\r\n\"kid\": \"2026-01\" } ",
        ]
        // Read and found to be another text than the tag was made for.
        for form in forms { #expect(fault(vector(header: form)) == .notAuthentic) }
    }

    @Test(
        "a header that says anything else is refused",
        arguments: [
            #"{"alg":"dir","enc":"A256GCM"}"#, #"{"alg":"dir","kid":"2026-01"}"#, #"{"enc":"A256GCM","kid":"2026-01"}"#,
            #"{"alg":"A256KW","enc":"A256GCM","kid":"2026-01"}"#, #"{"alg":"none","enc":"A256GCM","kid":"2026-01"}"#,
            #"{"alg":"RSA-OAEP","enc":"A256GCM","kid":"2026-01"}"#, #"{"alg":"dir","enc":"A128GCM","kid":"2026-01"}"#,
            #"{"alg":"dir","enc":"A256CBC-HS512","kid":"2026-01"}"#, #"{"alg":"DIR","enc":"A256GCM","kid":"2026-01"}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01","zip":"DEF"}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01","crit":["exp"]}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01","typ":"JOSE"}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01","jku":"https://evil.example/"}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01","kid":"2026-01"}"#,
            #"{"alg":"dir","alg":"dir","enc":"A256GCM","kid":"2026-01"}"#,
            #"{"alg":"\u0064ir","enc":"A256GCM","kid":"2026-01"}"#, #"{"alg":"dir","enc":"A256GCM","kid":1}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":null}"#, #"{"alg":"dir","enc":"A256GCM","kid":"2026-01"},"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01",}"#, #"{"alg":"dir","enc":"A256GCM","kid":"2026-01"}{}"#,
            #"["alg","dir","enc","A256GCM","kid","2026-01"]"#, #"{"alg":"dir","enc":"A256GCM","kid":"2026-01""#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01"#, #"{"alg" "dir","enc":"A256GCM","kid":"2026-01"}"#,
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"2026\n01\"}", "{}", "", "null", "\"dir\"", "é",
            "\u{FEFF}" + #"{"alg":"dir","enc":"A256GCM","kid":"2026-01"}"#,
            #"{"alg":"dir","enc":"A256GCM","kid":"2026-01"}"# + String(repeating: " ", count: 400),
        ])
    func header(json: String) {
        #expect(fault(vector(header: json)) == .malformed)
    }

    @Test(
        "a key that is not ours is told apart from a seal that is broken", arguments: ["2026-02", "", "2026-01 ", "é"])
    func unknownKey(id: String) {
        let isASCII = id.utf8.allSatisfy { $0 < 0x80 }
        let json = #"{"alg":"dir","enc":"A256GCM","kid":"\#(id)"}"#
        #expect(fault(vector(header: json)) == (isASCII ? .unknownKey : .malformed))
    }

    @Test(
        "each part has one length that is right, and one spelling",
        arguments: [
            (1, "AAAA"),  // a wrapped key, which dir has none of
            (2, ""), (2, "AAECAwQFBgcICQ"), (2, "AAECAwQFBgcICQoLDA0ODw"), (2, "AAECAwQFBgcICQo+"),
            (3, "PCC1dKGA4CGvcKW4hdxOT_5"), (3, "PCC1dKGA4CGvcKW4hdxOT/4"), (3, "PCC1dKGA4CGvcKW4hdxOT"),
            (4, ""), (4, "uZFABQ"), (4, "uZFABS7viJdvE7qZ2aXB"),  // tags of 32 and 120 bits
            (4, "uZFABS7viJdvE7qZ2aXB5wAA"), (4, "uZFABS7viJdvE7qZ2aXB5w=="), (4, "uZFABS7viJdvE7qZ2aXB5x"),
        ])
    func part(index: Int, other: String) {
        var parts = Self.sample.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        parts[index] = other
        #expect(fault(parts.joined(separator: ".")) == .malformed)
    }

    @Test(
        "anything but five parts is refused",
        arguments: [
            "", ".", "....", "{}", sampleHeader, sampleHeader + ".", sample + ".", "." + sample, sample + "\n",
            " " + sample,
            String(sample.prefix { $0 != "4" }), sample.replacing("..", with: "."), sample.replacing("..", with: "..."),
        ])
    func form(sealed: String) {
        #expect(fault(sealed) == .malformed)
    }

    @Test("no character can be changed, and none left out")
    func everyCharacter() {
        let characters = Array(Self.sample.utf8)
        for index in characters.indices {
            for other in [characters[index] ^ 1, UInt8(ascii: "A"), UInt8(ascii: "."), 0, 0xFF]
            where other != characters[index] {
                var changed = characters
                changed[index] = other
                #expect(throws: SealFault.self) { try ring.open(changed) { _ in } }
            }
            #expect(throws: SealFault.self) { try ring.open(Array(characters[..<index])) { _ in } }
        }
    }

    @Test("a key of the same name that is another one opens nothing")
    func otherKey() throws {
        let other = SealRing([try SealKey.random(id: "2026-01")])
        #expect(throws: SealFault.notAuthentic) { try other.open(Array(Self.sample.utf8)) { _ in } }
    }

    @Test("without keys nothing is opened")
    func noKeys() {
        #expect(throws: SealFault.unknownKey) { try SealRing().open(Array(Self.sample.utf8)) { _ in } }
    }

    @Test("several keys are in force at once")
    func rotation() throws {
        let keys = try ["old", "new"].map { try SealKey.random(id: $0) }
        let ring = SealRing(keys)
        for key in keys {
            #expect(try ring.open(Array(sealed("text", by: key).utf8)) { Array($0) } == Array("text".utf8))
        }
    }
}
