import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

/// Every fault of the network, for every gateway: what we say of the message, and how often it came in there.
///
/// Then another message follows over the same client, and gets through, whatever was left of the one before.
@Suite(.timeLimit(.minutes(1)), .serialized)
struct GatewayFaultTests {
    @Test("a fault ends as it must, and nothing comes in twice", arguments: GatewayFault.all)
    func fault(_ fault: GatewayFault) async throws {
        try await withThrowingTaskGroup { group in
            for pair in try pairs(with: fault) { group.addTask { try await check(pair) } }
            try await group.waitForAll()
        }
    }

    private struct Pair: CustomStringConvertible {
        let dialect: Dialect
        let fault: GatewayFault
        /// On a connection that has carried a message before. If it dies, libcurl posts again, and tells nobody.
        let isUsedAgain: Bool

        var description: String {
            "\(dialect): \(fault)" + (isUsedAgain ? ", on a connection used again" : "")
        }

        /// Whether the request for a token is what goes wrong. Without a token no message leaves.
        private var spoilsToken: Bool {
            dialect.isToken || dialect.definition.oauth2 != nil && !fault.isOfOneExchange
        }

        /// Nobody waits for a token longer than the message can; but the request for it goes on.
        var leavesRequest: Bool { spoilsToken && fault.isEndless }

        var verdicts: Set<AnswerClass> {
            switch fault.outcome {
            case .accepted: [.accepted]
            case .notSent: [.notSent]
            case .unknown: [spoilsToken ? .notSent : .unknown]
            case .status where dialect.isTakenByStatus: [.accepted]
            case .status: [spoilsToken ? .notSent : .unknown]
            case .notSentOrUnknown: spoilsToken ? [.notSent] : [.notSent, .unknown]
            }
        }

        var arrivals: Int {
            spoilsToken && fault.outcome != .accepted ? 0 : fault.arrivals
        }
    }

    private func pairs(with fault: GatewayFault) throws -> [Pair] {
        try Dialect.all.get().flatMap { dialect in
            let fresh = Pair(dialect: dialect, fault: fault, isUsedAgain: false)
            guard fault.isOfOneExchange else { return dialect.isToken ? [] : [fresh] }
            return dialect.isToken ? [fresh] : [fresh, Pair(dialect: dialect, fault: fault, isUsedAgain: true)]
        }
    }

    private func check(_ pair: Pair) async throws {
        let server = pair.dialect.server()
        let verdict: AnswerClass
        var taken = 0
        switch pair.fault.place {
        case .nobody:
            verdict = try await send(pair, to: "http://127.0.0.1:\(Port.unused())")
        case .blackHole:
            let hole = BlackHole()
            defer { withExtendedLifetime(hole) {} }
            verdict = try await send(pair, to: "http://127.0.0.1:\(hole.port)")
        case .deafPort:
            let hole = DeafPort()
            defer { withExtendedLifetime(hole) {} }
            verdict = try await send(pair, to: "http://127.0.0.1:\(hole.port)")
        case .handshake(let bytes, let end):
            let peer = FaultServer { connection in
                connection.readSome()
                connection.send(bytes)
                if end == .reset { connection.reset() }
                if end == .none { connection.waitForPeer() }
            }
            defer { withExtendedLifetime(peer) {} }
            verdict = try await send(pair, to: "https://127.0.0.1:\(peer.port)")
        case .proxy(let fault):
            let isToken = pair.dialect.isToken
            let proxy = FaultProxy(to: server.port, fault, passing: pair.isUsedAgain ? 1 : 0) {
                Dialect.isToken($0) == isToken
            }
            defer { withExtendedLifetime(proxy) {} }
            let gateway = try gateway(pair, at: "http://127.0.0.1:\(proxy.port)")
            if pair.isUsedAgain {
                taken = 1
                #expect(try await send(by: gateway) == .accepted, "\(pair)")
            }
            verdict = try await send(by: gateway, timeout: pair.fault.patience)
            guard !pair.leavesRequest else { break }
            for await _ in proxy.played { break }
            #expect(messages(at: server) == taken + pair.arrivals, "\(pair)")
            if pair.isUsedAgain { #expect(proxy.spoiledConnection == 0, "\(pair)") }

            taken += 1
            #expect(try await send(by: gateway) == .accepted, "\(pair): the next message")
        }
        #expect(pair.verdicts.contains(verdict), "\(pair): \(verdict)")
        #expect(messages(at: server) == taken + pair.arrivals, "\(pair)")
    }

    private func gateway(_ pair: Pair, at url: String) throws -> SMSGateway {
        var options = HTTPClient.Options()
        options.maxIdle = .seconds(60)  // reuse must not depend on how busy the machine is
        let definition = pair.dialect.definition
        return try SMSGateway(
            definition, url: url, credentials: definition.ownCredentials, client: try HTTPClient(options))
    }

    private func send(_ pair: Pair, to url: String) async throws -> AnswerClass {
        try await send(by: gateway(pair, at: url), timeout: pair.fault.patience)
    }

    private func send(by gateway: SMSGateway, timeout: Duration = .seconds(10)) async throws -> AnswerClass {
        await gateway.send(try .sample(), timeout: timeout, now: noon).answerClass
    }

    private func messages(at server: FaultServer) -> Int {
        server.wire.count { !Dialect.isToken($0) }
    }
}

extension GatewayFault {
    /// Whether it leaves the connection's other requests alone.
    fileprivate var isOfOneExchange: Bool {
        if case .proxy(.exchange) = place { true } else { false }
    }

    /// Where waiting is the fault: short, but long enough for a busy machine to get a request out if one is to get out.
    fileprivate var patience: Duration {
        guard isEndless else { return .seconds(10) }
        return outcome == .notSent ? .milliseconds(300) : .seconds(1)
    }
}
