import TestSupport
import Testing

@testable import Transfers

/// Whatever a relay does, at whatever moment: a mail ends in time, is never called sent when it was not, and the next one
/// gets through.
@Suite(.timeLimit(.minutes(1)), .serialized)
struct SMTPFaultTests {
    enum Fault: String, CaseIterable {
        case silence, close, reset, endlessLine, endlessReply, noSMTP, noEnd

        var answer: SMTPScript.Answer {
            switch self {
            case .silence: .silence
            case .close: .close
            case .reset: .reset
            case .endlessLine: .endlessLine
            case .endlessReply: .endlessReply
            case .noSMTP: "\u{0}\u{1}HTTP/1.1 200 OK\r\n\r\n25x"
            case .noEnd: "250-2.0.0 Ok: queued as ABC123"
            }
        }

        /// Those that only our own patience ends.
        var timeout: Duration {
            switch self {
            case .silence, .endlessLine, .noSMTP, .noEnd: .milliseconds(500)
            case .close, .reset, .endlessReply: .seconds(10)
            }
        }
    }

    private static let login = MailRelay.Credentials.password(user: "jan", password: "geheim")

    /// The first connection goes wrong, and the next ones are as they should be.
    private func server(_ stage: SMTPScript.Stage, _ fault: Fault) -> FaultServer {
        var good = SMTPScript()
        good.hello = "250-relay.example\r\n250 AUTH PLAIN"
        var bad = good
        bad.spoil(stage, with: fault.answer)
        return FaultServer { [good, bad] in ($0.number == 0 ? bad : good).run($0) }
    }

    @Test("a relay that goes wrong at any stage", arguments: SMTPScript.Stage.allCases, Fault.allCases)
    func fault(stage: SMTPScript.Stage, fault: Fault) async throws {
        let server = server(stage, fault)
        let client = try SMTPClient(sessions: 1)
        let result = await client.send(.mail(to: server.port, login: Self.login, timeout: fault.timeout))
        let isOnItsWay = stage == .message
        #expect(result.summary.hasPrefix(isOnItsWay ? "maybeSent" : "notSent"), "\(result.summary)")
        #expect(messages(server) == (isOnItsWay ? 1 : 0))

        let next = await client.send(.mail(to: server.port, login: Self.login))
        #expect(next.accepted != nil)
        #expect(messages(server) == (isOnItsWay ? 2 : 1))
        #expect(server.connections == 2)
    }

    @Test("a relay that goes away in the middle of a message", arguments: [true, false])
    func half(isReset: Bool) async throws {
        let server = FaultServer { connection in
            guard connection.number == 0 else { return SMTPScript().run(connection) }
            for answer in ["220 relay", "250 relay", "250 Ok", "250 Ok", "354 go"] {
                connection.send(answer + "\r\n")
                if answer != "354 go", connection.readLine() == nil { return }
            }
            connection.readSome()
            if isReset { connection.reset() }
        }
        let client = try SMTPClient(sessions: 1)
        var mail = MailTransfer.mail(to: server.port)
        mail.message += Array(String(repeating: "a\r\n", count: 300_000).utf8)
        #expect(await client.send(mail).summary.hasPrefix("maybeSent"))
        #expect(messages(server) == 0)

        #expect(await client.send(.mail(to: server.port)).accepted != nil)
        #expect(messages(server) == 1)
    }

    private func messages(_ server: FaultServer) -> Int {
        server.wire.count { $0.contains("De code is") }
    }

    // MARK: STARTTLS

    @Test(
        "a relay that does not come to TLS gets neither login nor mail",
        arguments: [
            ("454 4.7.0 not now", "deferred 454 4.7.0 not now"), ("502 5.5.1 no", "misconfigured 502 5.5.1 no"),
            ("220 go\r\nthis is no handshake", "notSent WEIRD_SERVER_REPLY"),
            // Said in clear, by whoever sits between, to be taken for what the relay says under TLS (CVE-2021-22947).
            ("220 go\r\n250-relay.example\r\n250 AUTH PLAIN\r\n235 welcome", "notSent WEIRD_SERVER_REPLY"),
            ("220 go\r\n250 Ok\r\n250 Ok\r\n250 Ok\r\n354 go\r\n250 Ok: queued", "notSent WEIRD_SERVER_REPLY"),
        ])
    func startTLS(answer: String, expected: String) async throws {
        try await startTLS(.say(answer), timeout: .seconds(10)) { $0 == expected }
    }

    @Test("nor does one that falls silent, hangs up or talks on before the handshake")
    func handshake() async throws {
        try await startTLS(.silence, timeout: .milliseconds(300)) { $0 == "notSent OPERATION_TIMEDOUT" }
        try await startTLS("220 go", timeout: .milliseconds(300)) { $0 == "notSent OPERATION_TIMEDOUT" }
        try await startTLS(.close, timeout: .seconds(10)) { $0.hasPrefix("notSent") }
        try await startTLS(.reset, timeout: .seconds(10)) { $0.hasPrefix("notSent") }
        try await startTLS(.endlessReply, timeout: .seconds(10)) { $0.hasPrefix("notSent") }
    }

    private func startTLS(
        _ answer: SMTPScript.Answer, timeout: Duration, _ isExpected: (String) -> Bool
    ) async throws {
        var script = SMTPScript()
        script.hello = "250-relay.example\r\n250-STARTTLS\r\n250 AUTH PLAIN"
        script.startTLS = answer
        let server = FaultServer { [script] in script.run($0) }
        let mail = MailTransfer.mail(to: server.port, .startTLS, login: Self.login, timeout: timeout)
        let result = try await SMTPClient(sessions: 1).send(mail)
        #expect(isExpected(result.summary), "\(result.summary)")
        #expect(server.wire.prefix(2) == ["EHLO worker.example", "STARTTLS"])
        #expect(!server.wire.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }
}
