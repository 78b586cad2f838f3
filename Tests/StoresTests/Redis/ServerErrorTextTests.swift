import Testing

@testable import Stores

struct ServerErrorTextTests {
    @Test(
        "an error keeps the server's own words and loses the arguments of a command",
        arguments: [
            (
                "OOM command not allowed when used memory > 'maxmemory'.",
                "OOM command not allowed when used memory > 'maxmemory'."
            ),
            ("ERR unknown command 'FOO', with args beginning with: 'secret'", "ERR unknown command "),
            ("ERR user_script:1: `secret`", "ERR user_script:1: "),
            ("ERR max number of clients reached", "ERR max number of clients reached"),
            ("SECRETIVE secret", "SECRETIVE"),
            ("secret", ""),
            ("NOSCRIPT a\u{1B}[31m", "NOSCRIPT a?[31m"),
        ]
    )
    func shows(raw: String, text: String) {
        #expect(Array(raw.utf8).withUnsafeBytes(ServerErrorText.showable) == text)
    }

    @Test("a long error is cut")
    func cuts() {
        let raw = Array("OOM ".utf8) + [UInt8](repeating: 120, count: 10_000)
        #expect(raw.withUnsafeBytes(ServerErrorText.showable).count == 200)
    }

    @Test(
        "what a server cannot do for now is unavailable, the rest is refused",
        arguments: ["LOADING x", "CLUSTERDOWN x", "TRYAGAIN x", "MASTERDOWN x", "READONLY x", "ASK 1 h:1", "BUSY x"])
    func sorts(text: String) {
        #expect(throws: RedisError.unavailable(text)) { try RedisReply.error(text).get() }
        #expect(throws: RedisError.refused("ERR \(text)")) { try RedisReply.error("ERR \(text)").get() }
    }

    @Test("a printed reply shows no value")
    func hides() {
        let reply = RedisReply.array([.bytes(Array("secret".utf8)), .integer(424_242), .null])
        var dumped = ""
        dump(reply, to: &dumped)
        #expect("\(reply)" == "[6 bytes, integer, null]")
        #expect(!dumped.contains("424242") && !dumped.contains("115"))
    }
}
