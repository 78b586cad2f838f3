import Testing

@testable import Gateways
@testable import Transfers

/// What is made of a relay's words, which no standard governs.
struct RelayWordsTests {
    private func reply(_ words: String) -> SMTPReply {
        SMTPReply(code: 451, words: " 4.7.1 \(words)".utf8, hiding: ["jan@home.example"])
    }

    @Test(
        "the wait that a relay names is found",
        arguments: [
            ("Greylisted, please try again in 300 seconds", 300), ("greylisted for 5 minutes.", 300),
            ("Please come back in 00:05:00", 300), ("retry after 60s", 60), ("Try again in 1 minute", 60),
            ("wait 90 sec, then retry", 90), ("try later, in 2 min", 120), ("in 1 hour", 3_600),
            ("for now no; in 30 seconds perhaps", 30),
        ])
    func wait(words: String, seconds: Int) {
        #expect(reply(words).wait == .seconds(seconds))
        #expect(SendAnswer(.deferred(reply(words))).verdict == .later(after: .seconds(seconds)))
    }

    @Test(
        "a relay that puts one mail off is told from one that takes none now",
        arguments: [
            ("450 4.2.0 greylisted", true), ("452 4.2.2 mailbox full", true), ("451 4.1.1 unknown for now", true),
            ("450 later", true), ("451 4.3.0 later", false), ("421 4.3.2 busy", false), ("454 4.7.0 not now", false),
            ("452 4.3.1 no room", false),
        ])
    func whose(line: String, isOfRecipient: Bool) throws {
        let code = try #require(Int(line.prefix(3)))
        let reply = SMTPReply(code: code, words: line.dropFirst(3).utf8, hiding: [])
        #expect(SendAnswer(.deferred(reply)).verdict == (isOfRecipient ? .later(after: nil) : .retry(after: nil)))
    }

    @Test(
        "a wait beyond an hour is taken for an hour",
        arguments: ["in 2 hours", "in 86400 seconds", "in 24:00:00", "for 1440 minutes"])
    func longWait(words: String) {
        #expect(reply(words).wait == .seconds(3_600))
    }

    @Test(
        "what is no wait is none",
        arguments: [
            "Greylisted, see http://postgrey.example/help", "try again later", "", "in 0 seconds",
            "in 99999999999999999999 seconds", "in five minutes", "more than 60 mails in the last hour", "in 00:00:00",
            "in 1:2", "in 10 attempts", "in", "for ٣ minutes", "in 00:61:00",
        ])
    func noWait(words: String) {
        #expect(reply(words).wait == nil)
    }

    private static let message = Array(
        ("Subject: Je inlogcode\r\n\r\n482913 is je inlogcode, 7KQ2 de andere, of 90=\r\n4417.\r\n"
            + "https://caren.example/bevestigen?sleutel=3DZk9xabcdefgh&stap=1\r\n").utf8)

    @Test(
        "what a relay quotes of the mail does not reach the log",
        arguments: [
            ("spam: 482913", "spam: ***"), ("482913", "***"), ("'code=482913'", "***"), ("7kq2!", "***"),
            ("904417", "***"), ("see caren.example/bevestigen?sleutel=3DZk9xabcdefgh", "see ***"),
            ("Zk9xabcdefgh", "***"), ("482914 is none", "482914 is none"),
            ("Ok: queued as ABC123", "Ok: queued as ABC123"),
            ("de code is stap 1", "de code is stap 1"), ("<jan@home.example> user=jan", "*** ***"),
        ])
    func remark(words: String, expected: String) {
        #expect(reply(words).remark(on: Self.message) == "451 4.7.1 \(expected)")
    }

    @Test("it is one line of printable ASCII, and not long")
    func length() {
        let remark = reply(String(repeating: "a\u{1B}[31m\r\n\u{e9}", count: 60)).remark(on: Self.message)
        #expect(remark.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        let long = SMTPReply(code: 250, words: String(repeating: "a ", count: 300).utf8, hiding: []).remark(on: [])
        #expect(long.count == 200)
    }
}
