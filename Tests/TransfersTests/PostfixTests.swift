import TestSupport
import Testing

@testable import Transfers

/// Against a real relay, and what it hands on to a mail server of the test.
@Suite(.timeLimit(.minutes(1)))
struct PostfixTests {
    private let sink = FaultServer { SMTPScript().run($0) }

    private func mail(
        to relay: Postfix, password: String = Postfix.login.password, by mechanism: MailRelay.PasswordMechanism? = nil
    ) -> MailTransfer {
        let login = MailRelay.Credentials.password(user: Postfix.login.user, password: password, by: mechanism)
        return .mail(to: relay.port, .startTLS, login: login)
    }

    @Test("its own words mean what they should, and what it takes is handed on once, after a login of either kind")
    func words() async throws {
        let authority = await TestAuthority.make()
        let relay = try await Postfix.start(sink: sink.port, await authority.identity("IP:127.0.0.1"))
        let client = try SMTPClient(sessions: 1, authorities: authority.file)
        #expect(
            await client.send(mail(to: relay, password: "falsch")).summary
                .hasPrefix("misconfigured 535 5.7.8 Error: authentication failed"))
        #expect(
            await client.send(.mail(to: relay.port, .startTLS)).summary
                == "misconfigured 554 5.7.1 *** Relay access denied")
        #expect(
            await client.send(.mail(to: relay.port)).summary
                == "misconfigured 530 5.7.0 Must issue a STARTTLS command first")

        let recipients = [
            "kees": "refused 550 5.1.1 *** Recipient address rejected: no such user",
            "piet": "deferred 452 4.2.2 *** Recipient address rejected: mailbox full",
            "klaas": "deferred 450 4.2.0 *** Recipient address rejected: Greylisted for 300 seconds",
        ]
        for (name, expected) in recipients {
            var mail = mail(to: relay)
            mail.recipient = name + "@example.nl"
            let result = await client.send(mail).summary
            #expect(result == expected)
        }

        var foreign = mail(to: relay)
        foreign.sender = "eve@portal.example"
        #expect(
            await client.send(foreign).summary.hasPrefix("misconfigured 553 5.7.1 *** Sender address rejected"))
        var large = mail(to: relay)
        large.message += Array(String(repeating: "a\r\n", count: 10_000).utf8)
        #expect(await client.send(large).summary.hasPrefix("misconfigured 552 5.3.4"))
        #expect(sink.connections == 0)

        for mechanism in [MailRelay.PasswordMechanism.plain, .login] {
            let accepted = await client.send(mail(to: relay, by: mechanism)).accepted
            #expect(accepted?.text.hasPrefix("Ok: queued as ") == true)
        }
        var messages = 0
        for await arrival in sink.arrivals where arrival.contains("De code is") {
            #expect(arrival.contains("\r\n..dot\r\n"))
            messages += 1
            if messages == 2 { break }
        }
        #expect(sink.wire.count { $0.contains("De code is") } == 2)
    }
}
