import TestSupport
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1)))
struct SMTPLoginTests {
    private static let password = MailRelay.Credentials.password(user: "jan", password: "geheim")

    private func relay(
        offering mechanisms: String, answer: SMTPScript.Answer = "235 2.7.0 welcome", challenges: [String] = []
    ) -> FaultServer {
        var script = SMTPScript()
        script.challenges = challenges
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

    /// The example of Google's page on XOAUTH2.
    @Test("the token's form is the one that its makers publish")
    func published() async throws {
        let server = relay(offering: "XOAUTH2")
        let login = MailRelay.Credentials.bearer(
            user: "someuser@example.com", token: "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")
        _ = try await SMTPClient(sessions: 1).send(.mail(to: server.port, login: login))
        let expected =
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0"
            + "Q2cBAQ=="
        #expect(server.wire.contains("AUTH XOAUTH2 \(expected)"))
    }

    @Test("a token too long for one line of commands is given when the relay asks for it (RFC 4954, 4)")
    func longToken() async throws {
        let server = relay(offering: "XOAUTH2", challenges: [""])
        let login = MailRelay.Credentials.bearer(user: "jan", token: String(repeating: "t", count: 2_000))
        #expect(try await SMTPClient(sessions: 1).send(.mail(to: server.port, login: login)).accepted != nil)
        #expect(server.wire.contains("AUTH XOAUTH2"))
        #expect(server.wire.contains { $0.utf8.count > 2_000 && $0.hasPrefix("dXNlcj1qYW4B") })
    }

    @Test("a token that the relay does not take is a fault of the configuration, in whatever way it says so")
    func wrongToken() async throws {
        let login = MailRelay.Credentials.bearer(user: "jan", token: "abc")
        let client = try SMTPClient(sessions: 1)
        let plain = relay(offering: "XOAUTH2", answer: "535 5.7.3 Authentication unsuccessful")
        let result = await client.send(.mail(to: plain.port, login: login))
        #expect(result.summary == "misconfigured 535 5.7.3 Authentication unsuccessful")
        // Google and Microsoft explain themselves first, and want an empty line before they refuse.
        let wordy = relay(offering: "XOAUTH2", answer: "334 eyJzdGF0dXMiOiI0MDAifQ==")
        #expect(await client.send(.mail(to: wordy.port, login: login)).summary == "notSent LOGIN_DENIED")
        #expect(!(plain.wire + wordy.wire).contains { $0.hasPrefix("MAIL") })
    }

    @Test("a token that was renewed is given on a new connection")
    func renewedToken() async throws {
        let server = relay(offering: "XOAUTH2")
        let client = try SMTPClient(sessions: 1)
        for token in ["abc", "abc", "def"] {
            let login = MailRelay.Credentials.bearer(user: "jan", token: token)
            #expect(await client.send(.mail(to: server.port, login: login)).accepted != nil)
        }
        #expect(server.wire.count { $0.hasPrefix("AUTH XOAUTH2") } == 2)
        #expect(server.connections == 2)
    }

    @Test("a relay that offers LOGIN alone gets the password in two steps")
    func login() async throws {
        let server = relay(offering: "LOGIN", challenges: ["UGFzc3dvcmQ6"])
        #expect(try await SMTPClient(sessions: 1).send(.mail(to: server.port, login: Self.password)).accepted != nil)
        #expect(server.wire[1...2] == ["AUTH LOGIN amFu", "Z2VoZWlt"])
    }

    @Test("a mechanism that was asked for is the only one", arguments: [MailRelay.PasswordMechanism.plain, .login])
    func oneMechanism(mechanism: MailRelay.PasswordMechanism) async throws {
        let credentials = MailRelay.Credentials.password(user: "jan", password: "geheim", by: mechanism)
        let both = relay(offering: "PLAIN LOGIN", challenges: mechanism == .login ? ["UGFzc3dvcmQ6"] : [])
        let client = try SMTPClient(sessions: 1)
        #expect(await client.send(.mail(to: both.port, login: credentials)).accepted != nil)
        #expect(both.wire.count { $0.hasPrefix("AUTH \(mechanism.rawValue)") } == 1)
        let other = relay(offering: mechanism == .plain ? "LOGIN" : "PLAIN")
        #expect(await client.send(.mail(to: other.port, login: credentials)).summary == "notSent LOGIN_DENIED")
        #expect(!other.wire.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    @Test("a password is never given as a token, nor a token as a password")
    func notMixed() async throws {
        let client = try SMTPClient(sessions: 1)
        let token = MailRelay.Credentials.bearer(user: "jan", token: "abc")
        let (modern, old) = (relay(offering: "XOAUTH2"), relay(offering: "PLAIN LOGIN"))
        #expect(await client.send(.mail(to: modern.port, login: Self.password)).summary == "notSent LOGIN_DENIED")
        #expect(await client.send(.mail(to: old.port, login: token)).summary == "notSent LOGIN_DENIED")
        #expect(!(modern.wire + old.wire).contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
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
