import TestSupport
import Testing

@testable import Stores

struct ReplyReaderTests {
    private func read(_ text: some StringProtocol, limit: Int = 1_000, in pieces: Int = .max) throws -> [RedisReply] {
        try read(Array(text.utf8), limit: limit, in: pieces)
    }

    private func read(_ bytes: [UInt8], limit: Int = 1_000, in pieces: Int = .max) throws -> [RedisReply] {
        let reader = try ReplyReader(limit: limit)
        var replies: [RedisReply] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieces)
            rest = rest.dropFirst(piece.count)
            try Array(piece).withUnsafeBytes { try reader.feed($0) }
            while let reply = try reader.next() { replies.append(reply) }
        }
        return replies
    }

    @Test("every kind of reply is read, in whatever pieces it comes", arguments: [1, 2, 3, 7, .max])
    func reads(pieces: Int) throws {
        let text = """
            +OK\r\n-WRONGTYPE no\r\n:-7\r\n:9223372036854775807\r\n$3\r\na\0\r\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n\
            *3\r\n:1\r\n*2\r\n$1\r\nx\r\n$-1\r\n*0\r\n
            """
        #expect(
            try read(text, in: pieces) == [
                .status("OK"), .error("WRONGTYPE no"), .integer(-7), .integer(.max), .bytes([97, 0, 13]), .bytes([]),
                .null, .null, .array([]), .array([.integer(1), .array([.text("x"), .null]), .array([])]),
            ])
    }

    @Test(
        "what is not Redis' protocol is refused",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n\r\n", "$x\r\n", "$-2\r\n", ":1x\r\n", ":99999999999999999999\r\n", "*-7\r\n",
            "*99999999999999999999\r\n", "$99999999999999999999\r\n", "\0\0\0\0",
            String(repeating: "*1\r\n", count: 10), "*2\r\n:1\r\n?\r\n",
        ]
    )
    func refuses(text: String) {
        #expect(throws: RedisLinkFailure.self) { try read(text) }
    }

    @Test("a reply larger than the limit is refused before it is whole, be it one string or many elements")
    func limits() throws {
        let string = "$2000\r\n" + String(repeating: "x", count: 1_000)
        #expect(throws: RedisLinkFailure.replyTooLarge) { try read(string, in: 100) }
        let elements = "*2147483647\r\n" + String(repeating: ":1\r\n", count: 250)
        #expect(throws: RedisLinkFailure.replyTooLarge) { try read(elements, in: 100) }
        #expect(try read(String(repeating: ":1\r\n", count: 1_000), in: 100).count == 1_000)
    }

    @Test("no bytes harm the reader")
    func survives() {
        var random = SeededGenerator(seed: 5)
        let alphabet = Array("+-:$*0123456789\r\n\r\n\r\nabc".utf8)
        var refused = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...60, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            if (try? read(bytes, in: 9)) == nil { refused += 1 }
        }
        #expect(refused > 1_000)
    }
}
