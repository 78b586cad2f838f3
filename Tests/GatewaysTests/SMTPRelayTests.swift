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

    private func send(_ script: SMTPScript) async throws -> (SendAnswer, [String]) {
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
        #expect(url.user == nil)
    }

    @Test("user and password are percent-decoded, and the last @ ends them")
    func login() throws {
        let url = try RelayURL("smtp://me%40caren.example:p%3A%2f%25@:x@relay.example")
        #expect(url.user == "me@caren.example")
        #expect(url.password == "p:/%@:x")
        #expect(!"\(url)".contains("p:/"))
    }

    @Test(
        "an address that is not clear is refused, and the error shows nothing of it",
        arguments: [
            ("relay.example", RelayURLError.unknownScheme), ("http://relay.example", .unknownScheme),
            ("smtp://me:hush@relay example", .unfitCharacter), ("smtp://me:hu#sh@relay.example", .unfitCharacter),
            ("smtp://me:hu/sh@relay.example", .unexpectedPath), ("smtp://me:hush@", .unfitHost),
            ("smtp://me:hush@relay:port", .unfitHost), ("smtp://me@relay.example", .halfLogin),
            ("smtp://:hush@relay.example", .halfLogin), ("smtp://me:hush%4@relay.example", .unfitLogin),
            ("smtp://me:hush%zz@relay.example", .unfitLogin), ("smtp://me:hush%0A@relay.example", .unfitLogin),
            ("smtp://me:hush@relay.example?tsl=none", .unknownOption), ("smtp://relay.example?tls=maybe", .unknownTLS),
            ("smtp://relay.example?insist=true", .unknownInsist),
            ("smtp://relay.example?tls=none&insist=1", .unknownInsist),
            ("smtps://relay.example?tls=none", .contradiction), ("smtp://me:hush@relay.example?tls=none", .plaintext),
            ("smtp://127.0.0.1.evil.example?tls=none", .plaintext),
        ])
    func refusals(text: String, expected: RelayURLError) {
        #expect(throws: expected) { try RelayURL(text) }
        #expect(!expected.description.contains("hush"))
    }

    @Test("a mail goes out under the sender's domain, and the relay's queue id comes back")
    func accepted() async throws {
        let (answer, wire) = try await send(SMTPScript())
        #expect(answer == SendAnswer(.accepted(id: "ABC123"), note: "SMTP 250 2.0.0"))
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
        #expect(try await send(script).0 == SendAnswer(.refused, note: "SMTP 550 5.1.1"))
        script.recipient = "450 4.2.0 try later"
        #expect(try await send(script).0 == SendAnswer(.retry(after: nil), note: "SMTP 450 4.2.0"))
        script.sender = "530 5.7.0 authentication required"
        #expect(try await send(script).0 == SendAnswer(.misconfigured, note: "SMTP 530 5.7.0"))
    }

    @Test("a connection that dies before the message is not sent, behind it unknown")
    func died() async throws {
        var script = SMTPScript()
        script.message = .close
        #expect(try await send(script).0.verdict == .unknown)
        script.sender = .close
        #expect(try await send(script).0.verdict == .notSent)
    }

    @Test("a relay without STARTTLS is a fault of ours where TLS is required")
    func noTLS() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let relay = try SMTPRelay("smtp://127.0.0.1:\(server.port)", client: try SMTPClient(sessions: 1))
        #expect(
            await relay.send(try order(), timeout: .seconds(10)) == SendAnswer(.misconfigured, note: "USE_SSL_FAILED"))
        #expect(!server.wire.contains { $0.hasPrefix("MAIL") })
    }
}
