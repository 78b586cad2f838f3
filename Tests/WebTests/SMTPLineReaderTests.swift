import Testing

@testable import Web

@Suite("Lines of a mail client")
struct SMTPLineReaderTests {
    @Test("a line that comes in pieces is one line, and pipelined lines are several")
    func pieces() {
        var reader = SMTPLineReader()
        #expect(reader.append("EHL".utf8).isEmpty)
        #expect(reader.append("O a\r".utf8).isEmpty)
        #expect(
            reader.append("\nNOOP\r\nQUIT\r\n".utf8) == [
                .text(Array("EHLO a".utf8)), .text(Array("NOOP".utf8)), .text(Array("QUIT".utf8)),
            ])
    }

    @Test("a lone CR or LF ends no line")
    func bareLineEnds() {
        var reader = SMTPLineReader()
        #expect(reader.append("a\nb\rc\r\n".utf8) == [.text(Array("a\nb\rc".utf8))])
    }

    @Test("a line of 1,000 octets with its CRLF is taken, one octet more is too long", arguments: [998, 999])
    func limit(length: Int) {
        var reader = SMTPLineReader()
        let content = [UInt8](repeating: 0x61, count: length)
        let lines = reader.append(content + Array("\r\nNOOP\r\n".utf8))
        #expect(lines == [length == 998 ? .text(content) : .tooLong, .text(Array("NOOP".utf8))])
    }

    @Test("a line without an end is given up")
    func endless() {
        var reader = SMTPLineReader()
        let chunk = [UInt8](repeating: 0x61, count: 64 << 10)
        let lines = (0..<17).flatMap { _ in reader.append(chunk) }
        #expect(lines == [.tooLong, .endless])
    }
}
