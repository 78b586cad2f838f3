import Jobs
import TestSupport
import Testing

@testable import Gateways
@testable import Transfers

struct SMTPRelayTests {
    private func order() throws -> MailOrder {
        MailOrder(
            to: try #require(EmailAddress("jan@home.example")),
            from: try #require(EmailAddress("noreply@Caren.example")),
            message: Array("Subject: code\r\n\r\n482913\r\n".utf8))
    }

    private func send(_ script: SMTPScript) async throws -> (RelayAnswer, [String]) {
        let server = FaultServer { script.run($0) }
        let relay = try SMTPRelay("smtp://127.0.0.1:\(server.port)?tls=none", client: try SMTPClient(sessions: 1))
        return (await relay.send(try order(), timeout: .seconds(10)), server.wire)
    }

    @Test(
        "an address says where, how safe and as whom",
        arguments: [
            ("smtp://relay.example", "relay.example", UInt16(587), MailRelay.Security.startTLS),
            ("smtp://relay.example:25/", "relay.example", 25, .startTLS),
            ("SMTP://relay.example?tls=required", "relay.example", 587, .startTLS),
            ("smtps://relay.example", "relay.example", 465, .implicit),
            ("smtps://relay.example?tls=implicit", "relay.example", 465, .implicit),
            ("smtp://relay.example:2465?tls=implicit", "relay.example", 2465, .implicit),
            ("smtp://127.0.0.1:2525?tls=none", "127.0.0.1", 2525, .none),
            ("smtp://[::1]:2525?tls=none", "[::1]", 2525, .none),
            ("smtp://relay.example?tls=none&insist=true", "relay.example", 587, .none),
        ])
    func addresses(text: String, host: String, port: UInt16, security: MailRelay.Security) throws {
        let url = try RelayURL(text)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(url.security == security)
        #expect(try url.credentials() == nil)
    }

    @Test("a mail goes out under the sender's domain, and the relay's queue id comes back")
    func accepted() async throws {
        let (answer, wire) = try await send(SMTPScript())
        #expect(answer.answer == SendAnswer(.accepted(id: "ABC123"), note: "SMTP 250 2.0.0"))
        #expect(answer.remark(on: []) == "250 2.0.0 Ok: queued as ABC123")
        #expect(wire.first == "EHLO caren.example")
        #expect(wire.contains("RCPT TO:<jan@home.example>"))
    }

    @Test(
        "the queue id is found where the relay gives one",
        arguments: [
            ("Ok: queued as 4FgD1x2Lz9", "4FgD1x2Lz9"), ("OK id=1sXyZa-0001Ab-2C", "1sXyZa-0001Ab-2C"),
            ("Queued as <AB12.3>", nil), ("queued as AB12.", "AB12."), ("Ok", nil), ("queued as", nil), ("id=", nil),
        ])
    func queueID(words: String, expected: String?) {
        let reply = SMTPReply(code: 250, words: " 2.0.0 \(words)".utf8, hiding: [])
        #expect(SendAnswer(.accepted(reply)) == SendAnswer(.accepted(id: expected), note: "SMTP 250 2.0.0"))
    }

    @Test("what the relay refuses is refused, put off or our own fault, and its words stay out of the note")
    func refused() async throws {
        var script = SMTPScript()
        script.recipient = "550 5.1.1 <jan@home.example> unknown"
        let refused = try await send(script).0
        #expect(refused.answer == SendAnswer(.refused, note: "SMTP 550 5.1.1"))
        #expect(refused.remark(on: []) == "550 5.1.1 *** unknown")
        script.recipient = "450 4.2.0 try later"
        #expect(try await send(script).0.answer == SendAnswer(.later(after: nil), note: "SMTP 450 4.2.0"))
        script.recipient = "451 4.7.1 Greylisted for 5 minutes"
        #expect(try await send(script).0.answer == SendAnswer(.later(after: .seconds(300)), note: "SMTP 451 4.7.1"))
        script.sender = "530 5.7.0 authentication required"
        #expect(try await send(script).0.answer == SendAnswer(.misconfigured, note: "SMTP 530 5.7.0"))
    }

    @Test("a connection that dies before the message is not sent, behind it unknown")
    func died() async throws {
        var script = SMTPScript()
        script.message = .close
        let answer = try await send(script).0
        #expect(answer.answer.verdict == .unknown)
        #expect(answer.remark(on: []) == nil)
        script.sender = .close
        #expect(try await send(script).0.answer.verdict == .notSent)
    }

    @Test("a relay without STARTTLS is a fault of ours where TLS is required")
    func noTLS() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let relay = try SMTPRelay("smtp://127.0.0.1:\(server.port)", client: try SMTPClient(sessions: 1))
        let answer = await relay.send(try order(), timeout: .seconds(10)).answer
        #expect(answer == SendAnswer(.misconfigured, note: "USE_SSL_FAILED"))
        #expect(!server.wire.contains { $0.hasPrefix("MAIL") })
    }

    @Test("a token is read anew for each mail, and without one nothing is sent")
    func token() async throws {
        var script = SMTPScript()
        script.hello = "250-relay.example\r\n250 AUTH XOAUTH2"
        let server = FaultServer { [script] in script.run($0) }
        let folder = TemporaryFolder()
        folder.write("abc\n", to: "token")
        let options = "tls=none&auth=xoauth2&token_file=\(folder.path("token"))"
        let url = "smtp://jan@127.0.0.1:\(server.port)?\(options)"
        let relay = try SMTPRelay(url, client: try SMTPClient(sessions: 1))
        #expect(await relay.send(try order(), timeout: .seconds(10)).answer.answerClass == .accepted)
        folder.write("def", to: "token")
        #expect(await relay.send(try order(), timeout: .seconds(10)).answer.answerClass == .accepted)
        let logins = server.wire.filter { $0.hasPrefix("AUTH") }
        let tokens = ["dXNlcj1qYW4BYXV0aD1CZWFyZXIgYWJjAQE=", "dXNlcj1qYW4BYXV0aD1CZWFyZXIgZGVmAQE="]
        #expect(logins == tokens.map { "AUTH XOAUTH2 \($0)" })
        folder.write("", to: "token")
        let answer = await relay.send(try order(), timeout: .seconds(10))
        #expect(answer == RelayAnswer(answer: SendAnswer(.misconfigured, note: "NO_TOKEN"), reply: nil))
        #expect(server.wire.count { $0.hasPrefix("MAIL") } == 2)
    }
}
