import TestSupport
import Testing

@testable import Transfers

/// Who has the mail? Each row of the table that decides between trying again and asking policy.
@Suite(.timeLimit(.minutes(1)), .serialized)
struct SMTPResultTests {
    /// One relay that goes wrong in one way, and what must come of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let result: String
        let timeout: Duration
        let script: SMTPScript

        init(
            _ name: String, _ result: String, timeout: Duration = .seconds(10), _ change: (inout SMTPScript) -> Void
        ) {
            self.name = name
            self.result = result
            self.timeout = timeout
            var script = SMTPScript()
            change(&script)
            self.script = script
        }

        var testDescription: String { name }
    }

    private static let rows = [
        Row("accepted", "accepted 250 2.0.0 Ok: queued as ABC123") { _ in },
        Row("greeting 421", "deferred 421 4.3.2 busy") { $0.greeting = "421 4.3.2 busy" },
        Row("greeting 554", "misconfigured 554 5.7.1 no service for you") {
            $0.greeting = "554 5.7.1 no service for you"
        },
        Row("greeting closes", "notSent RECV_ERROR") { $0.greeting = .close },
        Row("greeting silent", "notSent OPERATION_TIMEDOUT", timeout: .milliseconds(300)) { $0.greeting = .silence },
        Row("greeting is no SMTP", "notSent OPERATION_TIMEDOUT", timeout: .milliseconds(300)) {
            $0.greeting = "HTTP/1.1 400 Bad Request"
        },
        Row("EHLO silent", "notSent OPERATION_TIMEDOUT", timeout: .milliseconds(300)) { $0.hello = .silence },
        Row("EHLO refused, and HELO", "misconfigured 502 5.5.1 no") { $0.hello = "502 5.5.1 no" },
        Row("MAIL deferred", "deferred 451 4.3.0 later") { $0.sender = "451 4.3.0 later" },
        Row("MAIL refused", "misconfigured 553 5.7.1 not your address") { $0.sender = "553 5.7.1 not your address" },
        Row("MAIL wants login", "misconfigured 530 5.7.0 log in first") { $0.sender = "530 5.7.0 log in first" },
        Row("MAIL closes", "notSent RECV_ERROR") { $0.sender = .close },
        Row("RCPT deferred", "deferred 450 4.2.0 greylisted") { $0.recipient = "450 4.2.0 greylisted" },
        Row("RCPT refused", "refused 550 5.1.1 *** no such user") {
            $0.recipient = "550 5.1.1 <jan@example.nl>: no such user"
        },
        Row("RCPT refused at length", "refused 550 5.1.1 The account *** does not exist. Really.") {
            $0.recipient = "550-5.1.1 The account JAN does not\r\n550 5.1.1 exist. Really."
        },
        Row("RCPT refused without enhanced code", "refused 552 mailbox full") { $0.recipient = "552 mailbox full" },
        Row("relaying denied by code", "misconfigured 550 5.7.1 denied") { $0.recipient = "550 5.7.1 denied" },
        Row("relaying denied in words", "misconfigured 554 5.7.1 *** Relay access denied") {
            $0.recipient = "554 5.7.1 <jan@example.nl>: Relay access denied"
        },
        Row("RCPT parameter", "misconfigured 555 5.5.4 parameter") { $0.recipient = "555 5.5.4 parameter" },
        Row("RCPT silent", "notSent OPERATION_TIMEDOUT", timeout: .milliseconds(300)) { $0.recipient = .silence },
        Row("RCPT reset", "notSent RECV_ERROR") { $0.recipient = .reset },
        Row("DATA refused", "refused 554 5.5.1 no valid recipients") { $0.data = "554 5.5.1 no valid recipients" },
        Row("DATA deferred", "deferred 452 4.3.1 no room") { $0.data = "452 4.3.1 no room" },
        Row("DATA answered with 250", "notSent SEND_ERROR") { $0.data = "250 Ok" },
        Row("DATA closes", "notSent RECV_ERROR") { $0.data = .close },
        Row("message refused", "refused 554 5.7.1 looks like spam") { $0.message = "554 5.7.1 looks like spam" },
        Row("message refused for our domain", "misconfigured 550 5.7.26 unauthenticated") {
            $0.message = "550 5.7.26 unauthenticated"
        },
        Row("message deferred", "deferred 451 4.7.1 try again") { $0.message = "451 4.7.1 try again" },
        Row("message answered with 251", "maybeSent WEIRD_SERVER_REPLY") { $0.message = "251 hm" },
        Row("message closes", "maybeSent RECV_ERROR") { $0.message = .close },
        Row("message resets", "maybeSent RECV_ERROR") { $0.message = .reset },
        Row("message silent", "maybeSent OPERATION_TIMEDOUT", timeout: .milliseconds(300)) { $0.message = .silence },
        Row("message half answered", "maybeSent OPERATION_TIMEDOUT", timeout: .milliseconds(300)) {
            $0.message = "554-5.7.1 we are still"
        },
    ]

    @Test("the result tells who has the mail", arguments: rows)
    func result(row: Row) async throws {
        let server = FaultServer { row.script.run($0) }
        let client = try SMTPClient(sessions: 1)
        let result = await client.send(.mail(to: server.port, timeout: row.timeout))
        #expect(result.summary == row.result)
        #expect(server.connections <= 1)
        #expect(server.wire.count { $0.hasPrefix("MAIL") } <= 1)
    }

    @Test("a refused connection: not sent")
    func refused() async throws {
        #expect(try await SMTPClient().send(.mail(to: Port.unused())).summary == "notSent COULDNT_CONNECT")
    }

    @Test("a connection that is never made: not sent")
    func blackHole() async throws {
        let hole = BlackHole()
        var mail = MailTransfer.mail(to: hole.port)
        mail.connectTimeout = .milliseconds(100)
        #expect(try await SMTPClient().send(mail).summary == "notSent OPERATION_TIMEDOUT")
    }

    @Test("a reply line without end: not sent")
    func endlessLine() async throws {
        let server = FaultServer { connection in
            connection.send("220 ")
            while connection.send(String(repeating: "x", count: 4096)) {}
        }
        let result = try await SMTPClient(sessions: 1).send(.mail(to: server.port, timeout: .milliseconds(300)))
        #expect(result.summary.hasPrefix("notSent"))
    }

    @Test("a reply of lines without end: not sent, and soon over")
    func endlessReply() async throws {
        let server = FaultServer { connection in
            while connection.send("220-still here\r\n") {}
        }
        #expect(try await SMTPClient(sessions: 1).send(.mail(to: server.port)).summary == "notSent WRITE_ERROR")
    }

    @Test("what the relay says to QUIT does not become the result")
    func quit() async throws {
        let server = FaultServer { connection in
            connection.send("220 hi\r\n")
            while let line = connection.readLine() {
                switch line.prefix(4) {
                case "RCPT": connection.send("450 4.2.0 later\r\n")
                case "QUIT": connection.send("550 5.1.1 go away\r\n")
                default: connection.send("250 Ok\r\n")
                }
            }
        }
        let result = try await SMTPClient(sessions: 1).send(.mail(to: server.port))
        #expect(result.summary == "deferred 450 4.2.0 later")
    }
}
