import Cryptography
import TestSupport
import Testing

@testable import Transfers

/// What can be seen of a server by somebody who hands it nothing.
@Suite(.timeLimit(.minutes(1)))
struct ServerProbeTests {
    private static let password = MailRelay.Credentials.password(user: "jan", password: "geheim")

    private func relay(_ port: UInt16, login: MailRelay.Credentials? = nil) -> MailRelay {
        MailRelay(host: "127.0.0.1", port: port, security: .none, helloName: "worker.example", credentials: login)
    }

    @Test("a web server shows when its certificate ends, and what time it is")
    func web() async throws {
        let authority = await TestAuthority.make()
        let (certificate, key) = await authority.identity("IP:127.0.0.1", days: 10)
        let port = Port.unused()
        let nginx = try Nginx(
            """
            server {
                listen 127.0.0.1:\(port) ssl;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                location / { return 405; }
            }
            """, port: port)
        let probe = try ServerProbe(tls: .init(authorities: authority.file), timeout: .seconds(10))
        let url = "https://127.0.0.1:\(port)/"
        let sight = try await probe.reach(url)
        let end = try #require(sight.certificateEnd)
        let time = try #require(try await probe.time(at: url).time)
        #expect((9 * 86_400...10 * 86_400 + 60).contains(end - time))
        #expect(sight.time == nil)
        let other = try ServerProbe(timeout: .seconds(10))
        let failure = await #expect(throws: TransferFailure.self) { try await other.reach(url) }
        #expect(failure?.name == "PEER_FAILED_VERIFICATION")
        withExtendedLifetime(nginx) {}
    }

    @Test("a relay is greeted, and left, without a word of mail")
    func greeting() async throws {
        var script = SMTPScript()
        script.hello = "250-relay.example\r\n250 AUTH PLAIN"
        let server = FaultServer { [script] in script.run($0) }
        let sight = try await ServerProbe(timeout: .seconds(10)).greet(relay(server.port))
        #expect(sight == RelaySight(certificateEnd: nil, offersLogin: true, isLoggedIn: false))
        #expect(server.wire == ["EHLO worker.example", "NOOP", "QUIT"])
    }

    @Test("a login is tried where there is one, and its refusal is told")
    func login() async throws {
        var script = SMTPScript()
        script.hello = "250-relay.example\r\n250 AUTH PLAIN"
        let good = FaultServer { [script] in script.run($0) }
        #expect(try await ServerProbe(timeout: .seconds(10)).greet(relay(good.port, login: Self.password)).isLoggedIn)
        script.login = "535 5.7.8 no"
        let bad = FaultServer { [script] in script.run($0) }
        let failure = await #expect(throws: TransferFailure.self) {
            try await ServerProbe(timeout: .seconds(10)).greet(relay(bad.port, login: Self.password))
        }
        #expect(failure?.name == "LOGIN_DENIED")
    }

    @Test("a relay that offers no login is seen to offer none")
    func noLogin() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let sight = try await ServerProbe(timeout: .seconds(10)).greet(relay(server.port, login: Self.password))
        #expect(sight == RelaySight(certificateEnd: nil, offersLogin: false, isLoggedIn: false))
    }

    @Test("a relay shows its certificate behind STARTTLS")
    func startTLS() async throws {
        let authority = await TestAuthority.make()
        let (certificate, key) = await authority.identity("IP:127.0.0.1")
        let server = try await MailServer.start(.startTLS(certificate: certificate, key: key))
        let probe = try ServerProbe(tls: .init(authorities: authority.file), timeout: .seconds(10))
        var relay = relay(server.port)
        relay.security = .startTLS
        #expect(try await probe.greet(relay).certificateEnd != nil)
    }

    @Test("a relay that goes wrong is not waited for", arguments: [SMTPScript.Answer.silence, .endlessReply, .close])
    func faults(answer: SMTPScript.Answer) async throws {
        var script = SMTPScript()
        script.hello = answer
        let server = FaultServer { [script] in script.run($0) }
        await #expect(throws: TransferFailure.self) {
            try await ServerProbe(timeout: .milliseconds(500)).greet(relay(server.port))
        }
    }
}
