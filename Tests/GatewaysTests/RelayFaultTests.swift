import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

/// Every fault of the network at every step of handing in a mail: what we say of the mail, and how often it came in.
///
/// Then another mail follows over the same client, and gets through.
@Suite(.timeLimit(.minutes(1)), .serialized)
struct RelayFaultTests {
    enum Fault: CaseIterable {
        case closed, reset, silence, halfClosed, cutReply, goingDown

        fileprivate var answer: SMTPScript.Answer {
            switch self {
            case .closed: .close
            case .reset: .reset
            case .silence: .silence
            case .halfClosed: .halfClose
            case .cutReply: .part("25")
            case .goingDown: .last("421 4.3.2 going down")
            }
        }

        /// Where waiting is the fault: short, but long enough for a busy machine to come as far as the fault.
        fileprivate var patience: Duration { self == .silence ? .seconds(1) : .seconds(10) }
    }

    private struct Case: CustomStringConvertible {
        let fault: Fault
        let stage: SMTPScript.Stage
        /// On a connection that has carried a mail before.
        let isUsedAgain: Bool

        var description: String { "\(fault), \(stage)" + (isUsedAgain ? ", on a connection used again" : "") }

        var isBehindMessage: Bool { stage == .message }

        var verdicts: Set<AnswerClass> {
            switch fault {
            // The relay's own word, where libcurl heeds it.
            case .goingDown: isBehindMessage ? [.retry] : [.retry, .notSent]
            case .closed, .reset, .silence, .halfClosed, .cutReply: [isBehindMessage ? .unknown : .notSent]
            }
        }

        var script: SMTPScript {
            var spoiled = SMTPScript()
            spoiled.spoil(stage, with: fault.answer)
            guard isUsedAgain else { return spoiled }
            var first = SMTPScript()
            first.then = [spoiled]
            return first
        }
    }

    private static func cases(with fault: Fault) -> [Case] {
        let all = SMTPScript.Stage.allCases.filter { $0 != .login }.flatMap { stage in
            [false, true].map { Case(fault: fault, stage: stage, isUsedAgain: $0) }
        }
        return all.filter { !$0.isUsedAgain || $0.stage != .greeting && $0.stage != .hello }
    }

    @Test("a fault ends as it must, and no mail comes in twice", arguments: Fault.allCases)
    func fault(_ fault: Fault) async throws {
        try await withThrowingTaskGroup { group in
            for one in Self.cases(with: fault) { group.addTask { try await check(one) } }
            try await group.waitForAll()
        }
    }

    private func check(_ one: Case) async throws {
        let script = one.script
        let server = FaultServer { $0.number == 0 ? script.run($0) : SMTPScript().run($0) }
        let relay = try relay(at: server.port)
        var arrivals = 0
        if one.isUsedAgain {
            arrivals = 1
            #expect(await relay.send(try mail(), timeout: .seconds(10)).answer.answerClass == .accepted, "\(one)")
        }
        let verdict = await relay.send(try mail(), timeout: one.fault.patience).answer.answerClass
        #expect(one.verdicts.contains(verdict), "\(one): \(verdict)")
        if one.isBehindMessage { arrivals += 1 }
        #expect(mails(at: server) == arrivals, "\(one)")
        #expect(server.connections == 1, "\(one)")

        let next = await relay.send(try mail(), timeout: .seconds(10)).answer.answerClass
        #expect(next == .accepted, "\(one): the next mail")
        #expect(mails(at: server) == arrivals + 1, "\(one)")
    }

    @Test("a relay that is not there, does not speak or breaks off TLS gets no mail", arguments: ["none", "implicit"])
    func noRelay(tls: String) async throws {
        let (hole, deaf) = (BlackHole(), DeafPort())
        let server = FaultServer { connection in
            connection.readSome()
            if connection.number == 1 { connection.reset() }
        }
        let places = [(Port.unused(), false), (hole.port, true), (deaf.port, true)]
        let handshakes = tls == "implicit" ? [(server.port, false), (server.port, false)] : []
        for (port, isEndless) in places + handshakes {
            let timeout: Duration = isEndless ? .milliseconds(300) : .seconds(10)
            let answer = await (try relay(at: port, tls: tls)).send(try mail(), timeout: timeout).answer
            #expect(answer.verdict == .notSent, "\(answer.note)")
        }
        #expect(server.connections == handshakes.count)
        withExtendedLifetime((hole, deaf)) {}
    }

    // MARK: -

    private func relay(at port: UInt16, tls: String = "none") throws -> SMTPRelay {
        try SMTPRelay("smtp://127.0.0.1:\(port)?tls=\(tls)", client: try SMTPClient(sessions: 1))
    }

    private func mail() throws -> MailOrder {
        MailOrder(
            to: try #require(EmailAddress("jan@home.example")),
            from: try #require(EmailAddress("noreply@caren.example")),
            message: Array("Subject: code\r\n\r\n482913\r\n".utf8))
    }

    private func mails(at server: FaultServer) -> Int {
        server.wire.count { $0.contains("482913") }
    }
}
