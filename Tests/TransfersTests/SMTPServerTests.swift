import TestSupport
import Testing

@testable import Transfers

/// Against a real mail server, with certificates of a test authority.
@Suite(.timeLimit(.minutes(1)))
struct SMTPServerTests {
    @Test("mails arrive, over one connection")
    func reuse() async throws {
        let server = try await MailServer.start()
        let client = try SMTPClient(sessions: 1)
        for _ in 0..<3 {
            #expect(await client.send(.mail(to: server.port)).accepted?.code == 250)
        }
        let peers = server.printed.split(separator: "\n").filter { $0.hasPrefix("X-Peer") }
        #expect(peers.count == 3)
        #expect(Set(peers).count == 1)
        #expect(server.printed.contains("De code is 739152.\n.dot\n"))
    }

    @Test("mails arrive over STARTTLS")
    func startTLS() async throws {
        let authority = await TestAuthority.make()
        let (certificate, key) = await authority.identity("IP:127.0.0.1")
        let server = try await MailServer.start(.startTLS(certificate: certificate, key: key))
        let client = try SMTPClient(sessions: 1, authorities: authority.file)
        #expect(await client.send(.mail(to: server.port, .startTLS)).accepted?.code == 250)
        let other = try SMTPClient(sessions: 1)
        #expect(await other.send(.mail(to: server.port)).summary.hasPrefix("misconfigured 530"))
    }

    @Test("mails arrive over implicit TLS")
    func implicitTLS() async throws {
        let authority = await TestAuthority.make()
        let (certificate, key) = await authority.identity("IP:127.0.0.1")
        let server = try await MailServer.start(.implicit(certificate: certificate, key: key))
        let client = try SMTPClient(sessions: 1, authorities: authority.file)
        #expect(await client.send(.mail(to: server.port, .implicit)).accepted?.code == 250)
    }

    @Test("a relay with another authority's certificate gets no mail", arguments: [true, false])
    func otherAuthority(isImplicit: Bool) async throws {
        let authority = await TestAuthority.make()
        let stranger = await TestAuthority.make()
        let (certificate, key) = await stranger.identity("IP:127.0.0.1")
        let server = try await MailServer.start(
            isImplicit ? .implicit(certificate: certificate, key: key) : .startTLS(certificate: certificate, key: key)
        )
        let client = try SMTPClient(sessions: 1, authorities: authority.file)
        let result = await client.send(.mail(to: server.port, isImplicit ? .implicit : .startTLS))
        #expect(result.summary == "notSent PEER_FAILED_VERIFICATION")
        withExtendedLifetime(stranger) {}
    }

    @Test(
        "a relay whose certificate has expired, or is for another name, gets no mail",
        arguments: [("IP:127.0.0.1", -1, false), ("DNS:other.example", 2, true)])
    func unfitCertificate(name: String, days: Int, isImplicit: Bool) async throws {
        let authority = await TestAuthority.make()
        let (certificate, key) = await authority.identity(name, days: days)
        let server = try await MailServer.start(
            isImplicit ? .implicit(certificate: certificate, key: key) : .startTLS(certificate: certificate, key: key)
        )
        let client = try SMTPClient(sessions: 1, authorities: authority.file)
        let result = await client.send(.mail(to: server.port, isImplicit ? .implicit : .startTLS))
        #expect(result.summary == "notSent PEER_FAILED_VERIFICATION")
        #expect(!server.printed.contains("De code is"))
    }
}
