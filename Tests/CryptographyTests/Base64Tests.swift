import Cryptography
import Testing

struct Base64Tests {
    @Test(
        "what RFC 4648 encodes is read and written",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, text: String) {
        #expect(Base64.text(Array(plain.utf8)) == text)
        #expect(Base64.bytes(text) == Array(plain.utf8))
        #expect(Base64.urlBytes(text.filter { $0 != "=" }) == Array(plain.utf8))
    }

    @Test("both alphabets, each in its own place")
    func alphabets() {
        #expect(Base64.bytes("-_-_") == nil)
        #expect(Base64.bytes("+/+/") == [0xfb, 0xff, 0xbf])
        #expect(Base64.urlBytes("-_-_") == [0xfb, 0xff, 0xbf])
        #expect(Base64.urlBytes("+/+/") == nil)
    }

    @Test(
        "a second spelling of the same bytes is none",
        arguments: ["Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z", "=", "====", " Zg==", "Zg==\n", "Zg =", "Z=g=", "Zgé="])
    func strict(text: String) {
        #expect(Base64.bytes(text) == nil)
    }

    @Test(
        "without padding, lengths that no bytes have and stray bits are refused",
        arguments: ["Z", "Zh", "Zm9vY", "Zg=="])
    func strictURL(text: String) {
        #expect(Base64.urlBytes(text) == nil)
    }
}
