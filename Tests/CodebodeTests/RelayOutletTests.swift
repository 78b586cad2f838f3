import Cryptography
import Gateways
import InMemoryLogging
import Jobs
import Logging
import Messages
import TestSupport
import Testing
import Transfers
import Worker

@testable import codebode

/// A letter on its way from the worker to the last mail server.
@Suite(.timeLimit(.minutes(1)))
struct RelayOutletTests {
    private static let name = "nov2026._domainkey.caren.example"

    private let log = InMemoryLogHandler()

    private func outlet(_ url: String, _ client: SMTPClient, _ key: DKIMKeyPair? = nil) throws -> RelayOutlet {
        let signer = try key.map { pair in
            let key = try Array(pair.pem.utf8).withUnsafeBufferPointer { try DKIMKey(pem: $0) }
            return DKIMSigner(domain: "caren.example", selector: "nov2026", key: key)
        }
        var log = log
        log.logLevel = .debug
        return RelayOutlet(
            relay: try SMTPRelay(url, client: client), name: "relay", edition: 0, signer: signer,
            logger: Logger(label: "test") { [log] _ in log })
    }

    private func letter() throws -> Letter {
        let domain = try #require(HostName("caren.example"))
        let address = try #require(EmailAddress("noreply@caren.example"))
        let from = try #require(Sender(address: address, name: "Caren Zörg"))
        let id = MessageID(try #require(JobID("job-00000001")), domain: domain)
        return .mail(
            MailText(
                from: from, to: try #require(EmailAddress("jan@home.example")), name: PersonName("Jan de Vries"),
                id: id, language: .dutch,
                subject: Secret("482913 is je inlogcode – voor Caren"),
                text: Secret("Één code:\n.\n482913 \n\n"), html: Secret("<p>Één  code:\t<b>482913</b></p>\n")))
    }

    private func send(_ outlet: RelayOutlet) async throws -> Answer {
        let trace = TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        return await outlet.send(
            try letter(), of: try #require(JobID("job-00000001")), trace: trace, timeout: .seconds(10))
    }

    /// As it was before it went through SMTP.
    private func undotted(_ message: String) -> [UInt8] {
        Array(message.dropLast(".\r\n".count).replacing("\r\n..", with: "\r\n.").utf8)
    }

    @Test("signed mails that went through a real relay are found good by other programs")
    func signed() async throws {
        let authority = await TestAuthority.make()
        let sink = FaultServer { SMTPScript().run($0) }
        let relay = try await Postfix.start(sink: sink.port, await authority.identity("IP:127.0.0.1"))
        let user = Postfix.login.user.replacing("@", with: "%40")
        let url = "smtp://\(user):\(Postfix.login.password)@127.0.0.1:\(relay.port)"
        let client = try SMTPClient(sessions: 1, authorities: authority.file)
        for kind in DKIMKeyPair.Kind.allCases {
            let key = try await DKIMKeyPair(kind)
            let answer = try await send(try outlet(url, client, key))
            #expect(answer.answer == .accepted)
            #expect(answer.id?.isEmpty == false)
            var arrived: String?
            for await text in sink.arrivals where text.contains("\r\n.\r\n") {
                arrived = text
                break
            }
            let mail = undotted(try #require(arrived))
            #expect(String(decoding: mail, as: UTF8.self).contains("DKIM-Signature: v=1;"))
            // Debian 12's Mail::DKIM knows RSA only.
            for verifier in kind == .rsa ? DKIMVerifier.allCases : [.dkimpy] {
                let verdicts = try await verifier.verdicts([mail], key: Self.name, key.record)
                #expect(verdicts == [true], "\(verifier.rawValue)")
            }
        }
    }

    @Test("without a key nothing is signed")
    func unsigned() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let outlet = try outlet("smtp://127.0.0.1:\(server.port)?tls=none", SMTPClient(sessions: 1))
        #expect(try await send(outlet).answer == .accepted)
        #expect(server.wire.last { $0.contains("Subject") }?.hasPrefix("Date: ") == true)
    }

    @Test("what the relay says is in the log at debug, without address or code; the note has no words")
    func remark() async throws {
        var script = SMTPScript()
        script.message = "451 4.7.1 <jan@home.example> spam 482913, try again in 300 seconds"
        let server = FaultServer { [script] in script.run($0) }
        let outlet = try outlet("smtp://127.0.0.1:\(server.port)?tls=none", SMTPClient(sessions: 1))
        #expect(
            try await send(outlet)
                == Answer(.retry, note: "SMTP 451 4.7.1", concern: .message, pause: .seconds(300)))
        let entry = try #require(log.entries.first)
        #expect(log.entries.count == 1)
        #expect(entry.level == .debug)
        #expect(
            entry.metadata == [
                "job": "job-00000001", "outlet": "relay",
                "reply": "451 4.7.1 *** spam *** try again in 300 seconds",
            ])
    }
}
