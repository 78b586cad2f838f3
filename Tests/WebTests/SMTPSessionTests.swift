import Testing

@testable import Web

/// Plays a whole conversation: what the client sends goes in, what the server says and keeps comes out.
private struct Conversation {
    var session = SMTPSession()
    var reader = SMTPLineReader()
    var plan = FaultPlan()
    var replies: [SMTPReply] = []
    var mails: [MailEnvelope] = []
    var closed = false

    var codes: [Int] { replies.map(\.code) }

    mutating func send(_ lines: String...) {
        for line in lines.flatMap({ reader.append("\($0)\r\n".utf8) }) where !closed {
            take(session.receive(line))
        }
    }

    private mutating func take(_ step: SMTPSession.Step) {
        switch step {
        case .listen: break
        case .reply(let reply): replies.append(reply)
        case .hangUp(let reply):
            replies.append(reply)
            closed = true
        case .ask(let question):
            let answer = plan.judge(mail: question.stage, recipients: question.recipients).answer
            if case .end(let mail) = question, answer == .accept || answer == .drop {
                mails.append(mail)
            }
            guard let reply = session.settle(question, answer, id: "m1") else {
                closed = true
                return
            }
            replies.append(reply)
        }
    }
}

@Suite("A conversation with the stand-in mail server")
struct SMTPSessionTests {
    @Test("a mail with two recipients is kept as it was sent, with the dots unstuffed")
    func mail() {
        var talk = Conversation()
        talk.send("EHLO client", "MAIL FROM:<a@x.nl> SIZE=40 BODY=8BITMIME", "RCPT TO:<b@x.nl>", "RCPT TO:<c@x.nl>")
        talk.send("DATA", "Subject: hoi", "", "..", ".tekst", "einde", ".", "QUIT")
        #expect(talk.codes == [250, 250, 250, 250, 354, 250, 221])
        #expect(talk.closed)
        #expect(
            talk.mails == [
                MailEnvelope(
                    sender: "a@x.nl", recipients: ["b@x.nl", "c@x.nl"],
                    raw: Array("Subject: hoi\r\n\r\n.\r\ntekst\r\neinde\r\n".utf8))
            ])
    }

    @Test("EHLO names the size limit and 8BITMIME, HELO answers in one line")
    func greeting() {
        var talk = Conversation()
        talk.send("ehlo client", "HELO client")
        #expect(talk.replies[0].lines.contains("SIZE 1048576"))
        #expect(talk.replies[0].lines.contains("8BITMIME"))
        #expect(talk.replies[0].wire.hasPrefix("250-sandbox.invalid\r\n250-"))
        #expect(talk.replies[1].wire == "250 sandbox.invalid\r\n")
    }

    @Test(
        "a command out of turn or in a wrong form is refused, and the conversation goes on",
        arguments: [
            (["MAIL FROM:<a@x.nl>"], 503), (["EHLO"], 501), (["EHLO c", "RCPT TO:<b@x.nl>"], 503),
            (["EHLO c", "MAIL FROM:<a@x.nl>", "DATA"], 503),
            (["EHLO c", "MAIL FROM:<a@x.nl>", "MAIL FROM:<a@x.nl>"], 503),
            (["EHLO c", "MAIL FROM:a@x.nl"], 553), (["EHLO c", "MAIL FROM:<a@x.nl> SIZE=2000000"], 552),
            (["EHLO c", "MAIL FROM:<a@x.nl> SIZE=-1"], 501), (["EHLO c", "MAIL FROM:<a@x.nl> BODY=BINARYMIME"], 501),
            (["EHLO c", "MAIL FROM:<a@x.nl> SMTPUTF8"], 555), (["EHLO c", "MAIL FROM:<>", "RCPT TO:<>"], 553),
            (["EHLO c", "MAIL FROM:<>", "RCPT TO:<b@x.nl> NOTIFY=NEVER"], 555), (["STARTTLS"], 502), (["HALLO"], 500),
            ([""], 500), (["NOOP\u{7}"], 500), (["VRFY anna"], 252), (["RSET"], 250), (["NOOP"], 250),
        ])
    func refusals(lines: [String], code: Int) {
        var talk = Conversation()
        for line in lines { talk.send(line) }
        #expect(talk.codes.last == code)
        #expect(!talk.closed)
        #expect(talk.mails.isEmpty)
    }

    @Test("RSET forgets the mail that was begun")
    func reset() {
        var talk = Conversation()
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "RSET", "DATA")
        #expect(talk.codes == [250, 250, 250, 250, 503])
    }

    @Test("the next mail of the same conversation starts clean")
    func secondMail() {
        var talk = Conversation()
        talk.send("EHLO c")
        for recipient in ["b@x.nl", "c@x.nl"] {
            talk.send("MAIL FROM:<a@x.nl>", "RCPT TO:<\(recipient)>", "DATA", "", "hoi", ".")
        }
        #expect(talk.mails.map(\.recipients) == [["b@x.nl"], ["c@x.nl"]])
    }

    @Test("a mail over 1 MiB gets 552 at its end, and the next one is taken")
    func tooBig() {
        var talk = Conversation()
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA")
        let line = String(repeating: "x", count: 990)
        for _ in 0..<1_100 { talk.send(line) }
        talk.send(".", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA", "hoi", ".")
        #expect(talk.codes == [250, 250, 250, 354, 552, 250, 250, 354, 250])
        #expect(talk.mails.map(\.raw) == [Array("hoi\r\n".utf8)])
    }

    @Test("a mail with a bare LF is refused, so that nothing is smuggled in behind it")
    func smuggling() {
        var talk = Conversation()
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA", "hoi\n.\nMAIL FROM:<evil@x.nl>", ".")
        #expect(talk.codes.last == 554)
        #expect(talk.mails.isEmpty)
    }

    @Test("a mail with a line that is too long gets 500 at its end")
    func longLineInMail() {
        var talk = Conversation()
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA")
        talk.send(String(repeating: "x", count: 1_200), ".", "NOOP")
        #expect(talk.codes.suffix(2) == [500, 250])
        #expect(talk.mails.isEmpty)
    }

    @Test("a command line that is too long ends the conversation")
    func longCommand() {
        var talk = Conversation()
        talk.send(String(repeating: "x", count: 1_200))
        #expect(talk.codes == [500])
        #expect(talk.closed)
    }

    @Test("a client that sends rubbish is sent away after twenty lines")
    func rubbish() {
        var talk = Conversation()
        for _ in 0..<30 { talk.send("GET / HTTP/1.1") }
        #expect(talk.codes.count == 20)
        #expect(talk.codes.last == 421)
        #expect(talk.closed)
    }

    @Test("the hundred-and-first recipient has to wait for the next mail")
    func recipients() {
        var talk = Conversation()
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>")
        for number in 0...100 { talk.send("RCPT TO:<b\(number)@x.nl>") }
        #expect(talk.codes.filter { $0 == 250 }.count == 102)
        #expect(talk.codes.last == 452)
    }

    @Test(
        "a fault strikes at its stage, and nothing is kept",
        arguments: [
            (MailStage.rcpt, [250, 250, 451, 503]), (.data, [250, 250, 250, 451]), (.end, [250, 250, 250, 354, 451]),
        ])
    func faults(stage: MailStage, codes: [Int]) {
        var talk = Conversation(plan: FaultPlan(mail: Fault(status: 451, at: stage)))
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA")
        if talk.codes.last == 354 {
            talk.send("hoi", ".")
        }
        #expect(talk.codes == codes)
        #expect(talk.mails.isEmpty)
    }

    @Test("a refused recipient gets 550, the others get the mail")
    func refusedRecipient() {
        var talk = Conversation(plan: FaultPlan(mail: Fault(refuse: ["B@x.nl"])))
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "RCPT TO:<c@x.nl>", "DATA", "hoi", ".")
        #expect(talk.codes == [250, 250, 550, 250, 354, 250])
        #expect(talk.mails.map(\.recipients) == [["c@x.nl"]])
    }

    @Test("a dropped connection leaves the mail in the inbox and the client without an answer")
    func drop() {
        var talk = Conversation(plan: FaultPlan(mail: Fault(drop: .afterBody)))
        talk.send("EHLO c", "MAIL FROM:<a@x.nl>", "RCPT TO:<b@x.nl>", "DATA", "hoi", ".")
        #expect(talk.codes.last == 354)
        #expect(talk.closed)
        #expect(talk.mails.count == 1)
    }
}
