import Testing

@testable import Messages

struct QuotedPrintableTests {
    private func encode(_ text: String) -> String {
        var output: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { QuotedPrintable.encode($0, into: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "what is not plain ASCII is written in hex",
        arguments: [
            ("één", "=C3=A9=C3=A9n"), ("a=b", "a=3Db"), ("", ""), ("a\nb\n", "a\r\nb\r\n"), ("\r", "=0D"),
            ("tab\tend", "tab=09end"), ("a \nb ", "a=20\r\nb=20"), ("a b", "a b"),
        ])
    func vectors(text: String, encoded: String) {
        #expect(encode(text) == encoded)
    }

    @Test("no line is longer than 76 characters, and a soft break never splits what it encodes", arguments: 60...160)
    func lines(length: Int) {
        for filler in ["x", "é", "=", " ", "x =é"] {
            let text = String(repeating: filler, count: length)
            let lines = encode(text).split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") })
            #expect(lines.dropLast().allSatisfy { $0.hasSuffix("=") })
            #expect(decode(lines.map { $0.hasSuffix("=") ? $0.dropLast() : $0 }.joined()) == text)
        }
    }

    private func decode(_ text: String) -> String {
        let pieces = text.utf8.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
        var bytes = Array(pieces[0])
        for piece in pieces.dropFirst() {
            bytes.append(UInt8(String(decoding: piece.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            bytes.append(contentsOf: piece.dropFirst(2))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
