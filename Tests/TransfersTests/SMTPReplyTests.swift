import CCurl
import Testing

@testable import Transfers

@Suite
struct SMTPReplyTests {
    private func reply(_ code: Int, _ words: String) -> SMTPReply {
        SMTPReply(code: code, words: words.utf8, hiding: ["jan.jansen@example.nl", "noreply@portal.example"])
    }

    @Test(
        "no address is left in a reply, nor a recipient's name on its own",
        arguments: [
            ("<jan.jansen@example.nl>: unknown", "*** unknown"),
            ("mailto:a@b.nl;c@d.nl gone", "*** gone"),
            ("user JAN.jansen, unknown", "user *** unknown"),
            ("'jan.jansen' (noreply) x", "*** *** x"),
            ("january is fine", "january is fine"),
            ("user=jan.jansen;id=4 jan.jansen%40example.nl", "*** ***"),
            ("bounce+jan.jansen=example.nl/x noreply.", "*** ***"),
            ("dejan.jansenx", "dejan.jansenx"),
        ]
    )
    func masked(words: String, text: String) {
        #expect(reply(550, words).text == text)
    }

    @Test("a mailbox that is a part of another one hides the other one, too")
    func tagged() {
        let reply = SMTPReply(code: 550, words: "jan+codes, JAN, +codes".utf8, hiding: ["jan+codes@example.nl"])
        #expect(reply.text == "*** *** +codes")
    }

    @Test("a reply is one line of printable text")
    func printable() {
        #expect(reply(250, "a\u{1B}[31m\r\nb\0caf\u{e9}").text == "a [31m b caf")
    }

    @Test(
        "only a code of the reply's own class is its enhanced code",
        arguments: [
            ("5.1.1 no", "5.1.1"), ("4.1.1 no", nil), ("5.1 no", nil), ("5.1.1.1 no", nil), ("5.1.9999 no", nil),
            ("5.x.1 no", nil), ("", nil),
        ] as [(String, String?)]
    )
    func enhanced(words: String, code: String?) {
        #expect(reply(550, words).enhanced == code)
    }

    @Test("whatever a relay says, something comes of it")
    func noise() {
        for _ in 0..<2_000 {
            var dialogue = SMTPDialogue(hiding: ["a@b.nl"])
            for step in 0..<8 {
                let line = (0..<Int.random(in: 0...12)).map { _ in "0123459 -.\r\n@\u{1}".utf8.randomElement() ?? 0 }
                _ = line.withUnsafeBytes { dialogue.hear($0) }
                if step == 3 { _ = dialogue.beginEnvelope(needsLogin: true) }
                if step == 6 { dialogue.beginMessage() }
            }
            let code = [CURLE_OK, CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY].randomElement() ?? CURLE_OK
            let failure = TransferFailure(code)
            let result = dialogue.result(code, lastReply: Int.random(in: 0...999), failure: failure)
            if case .notSent = result { Issue.record("the message had begun") }
        }
    }
}
