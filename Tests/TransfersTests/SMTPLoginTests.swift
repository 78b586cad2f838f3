import TestSupport
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1)))
struct SMTPLoginTests {
    private static let password = MailRelay.Credentials.password(user: "jan", password: "geheim")

    private func relay(offering mechanisms: String, answer: SMTPScript.Answer = "235 2.7.0 welcome") -> FaultServer {
        var script = SMTPScript()
        script.hello = .say("250-relay.example\r\n250 AUTH \(mechanisms)")
        script.login = answer
        return FaultServer { [script] in script.run($0) }
    }

    @Test("a password is given by PLAIN, in one step, and once for a connection")
    func plain() async throws {
        let server = relay(offering: "CRAM-MD5 LOGIN PLAIN")
        let client = try SMTPClient(sessions: 1)
        for _ in 0..<2 {
            #expect(await client.send(.mail(to: server.port, login: Self.password)).accepted != nil)
        }
        #expect(server.connections == 1)
        #expect(server.wire.filter { $0.hasPrefix("AUTH") } == ["AUTH PLAIN AGphbgBnZWhlaW0="])
    }

    @Test("a token is given by XOAUTH2")
    func bearer() async throws {
        let server = relay(offering: "PLAIN XOAUTH2")
        let client = try SMTPClient(sessions: 1)
        let login = MailRelay.Credentials.bearer(user: "jan", token: "abc")
        #expect(await client.send(.mail(to: server.port, login: login)).accepted != nil)
        #expect(server.wire.contains("AUTH XOAUTH2 dXNlcj1qYW4BYXV0aD1CZWFyZXIgYWJjAQE="))
    }

    @Test("a relay that offers no login gets no mail, however often it is asked")
    func noLoginOffered() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let client = try SMTPClient(sessions: 1)
        for _ in 0..<2 {
            let result = await client.send(.mail(to: server.port, login: Self.password))
            #expect(result == .notSent(.noLogin))
        }
        #expect(!server.wire.contains { $0.hasPrefix("MAIL") })
        #expect(server.wire.count { $0.hasPrefix("EHLO") } == 2)
    }

    @Test("a connection made without login is not used for a mail that needs one")
    func loginAfterNone() async throws {
        let server = relay(offering: "PLAIN")
        let client = try SMTPClient(sessions: 1)
        #expect(await client.send(.mail(to: server.port)).accepted != nil)
        #expect(await client.send(.mail(to: server.port, login: Self.password)).accepted != nil)
        #expect(server.wire.count { $0.hasPrefix("AUTH") } == 1)
        #expect(server.connections == 2)
    }

    @Test("a relay that only offers ways of login that we do not take gets no mail")
    func otherMechanism() async throws {
        let server = relay(offering: "CRAM-MD5")
        let result = try await SMTPClient(sessions: 1).send(.mail(to: server.port, login: Self.password))
        #expect(result.summary == "notSent LOGIN_DENIED")
        #expect(!server.wire.contains { $0.hasPrefix("MAIL") })
    }

    @Test("a wrong password is a fault of the configuration")
    func wrongPassword() async throws {
        let server = relay(offering: "PLAIN", answer: "535 5.7.8 wrong")
        let result = try await SMTPClient(sessions: 1).send(.mail(to: server.port, login: Self.password))
        #expect(result.summary == "misconfigured 535 5.7.8 wrong")
    }

    @Test("a login that fails for now is put off")
    func loginDeferred() async throws {
        let server = relay(offering: "PLAIN", answer: "454 4.7.0 later")
        let result = try await SMTPClient(sessions: 1).send(.mail(to: server.port, login: Self.password))
        #expect(result.summary == "deferred 454 4.7.0 later")
    }

    @Test("a relay whose STARTTLS is missing gets neither login nor mail")
    func strippedTLS() async throws {
        let server = relay(offering: "PLAIN")
        let result = try await SMTPClient(sessions: 1).send(.mail(to: server.port, .startTLS, login: Self.password))
        #expect(result.summary == "notSent USE_SSL_FAILED")
        #expect(server.wire.filter { !$0.hasPrefix("QUIT") } == ["EHLO worker.example"])
    }

    @Test("a connection made without TLS is not used for a mail that needs it")
    func tlsAfterNone() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let client = try SMTPClient(sessions: 1)
        #expect(await client.send(.mail(to: server.port)).accepted != nil)
        #expect(await client.send(.mail(to: server.port, .startTLS)).summary == "notSent USE_SSL_FAILED")
        #expect(server.wire.count { $0.hasPrefix("MAIL") } == 1)
        #expect(await client.send(.mail(to: server.port)).accepted != nil)
        #expect(await client.send(.mail(to: server.port, .startTLS)).summary == "notSent USE_SSL_FAILED")
        #expect(server.wire.count { $0.hasPrefix("MAIL") } == 2)
    }
}
