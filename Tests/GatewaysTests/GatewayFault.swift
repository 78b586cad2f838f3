import Jobs
import TestSupport

/// What goes wrong between us and a gateway, and what must come of it.
struct GatewayFault: Sendable, CustomStringConvertible {
    enum Place: Sendable {
        /// Where the address leads instead.
        case nobody, blackHole, deafPort
        /// The address is one of TLS: our hello is heard, this is said, and then it ends, or all is silent.
        case handshake([UInt8], FaultProxy.End)
        case proxy(FaultProxy.Fault)
    }

    enum Outcome: Sendable {
        /// Nothing of a request left.
        case notSent
        /// It may have left, and was not answered.
        case unknown
        /// It was answered, but not wholly: taken where the status alone says so, else unknown.
        case status
        /// It was answered.
        case accepted
        /// The connection died while it was made: whether something left is the network's choice.
        case notSentOrUnknown
    }

    let description: String
    let outcome: Outcome
    /// How many whole requests come in at the far side.
    let arrivals: Int
    /// Only our own patience ends it.
    let isEndless: Bool
    let place: Place

    init(_ description: String, _ outcome: Outcome, arrivals: Int, isEndless: Bool = false, _ place: Place) {
        self.description = description
        self.outcome = outcome
        self.arrivals = arrivals
        self.isEndless = isEndless
        self.place = place
    }
}

// MARK: - The table

extension GatewayFault {
    static let all = connections + handshakes + requests + silences + answers + slow

    private static let connections = [
        GatewayFault("nobody listens", .notSent, arrivals: 0, .nobody),
        GatewayFault("a port that swallows connections", .notSent, arrivals: 0, isEndless: true, .blackHole),
        GatewayFault(
            "a port that takes everything and reads nothing", .unknown, arrivals: 0, isEndless: true, .deafPort),
        GatewayFault("reset at once", .notSentOrUnknown, arrivals: 0, .proxy(.connection { _ in .reset })),
    ]

    private static let handshakes = [("our", [UInt8]()), ("the server's", startOfHello)].flatMap { whose, bytes in
        [FaultProxy.End.close, .reset, .none].map { end in
            GatewayFault(
                "TLS, \(whose) hello: \(end)", .notSent, arrivals: 0, isEndless: end == .none, .handshake(bytes, end))
        }
    }

    /// Of a record of 127 bytes with a ServerHello (RFC 8446, 4.1.3 and 5.1).
    private static let startOfHello: [UInt8] = [0x16, 3, 3, 0, 0x7A, 2, 0, 0, 0x76, 3, 3]

    private static let requests = [
        cut("reset before the request is passed on", .reset) { _ in 0 },
        cut("reset behind 20 bytes of the request", .reset) { _ in 20 },
        cut("reset before the last byte of the request", .reset) { $0 - 1 },
        cut("closed before the last byte of the request", .close) { $0 - 1 },
        GatewayFault("closed behind the request", .unknown, arrivals: 1) {
            _ = $0.answer()
            return .close
        },
        GatewayFault("reset behind the request", .unknown, arrivals: 1) {
            _ = $0.answer()
            return .reset
        },
        GatewayFault("half closed towards us, and the request passed on", .unknown, arrivals: 1) { exchange in
            exchange.client.endSending()
            _ = exchange.answer()
            exchange.client.waitForPeer()
            return .close
        },
        GatewayFault("half closed towards the gateway behind the request", .accepted, arrivals: 1) { exchange in
            exchange.server.send(exchange.request)
            exchange.server.endSending()
            exchange.client.send(exchange.server.readAnswer() ?? "")
            return .close
        },
    ]

    private static let silences = [
        GatewayFault("held until we give up, and passed on then", .unknown, arrivals: 1, isEndless: true) { exchange in
            exchange.client.waitForPeer()
            _ = exchange.answer()
            return .close
        },
        GatewayFault("an answer held until we give up", .unknown, arrivals: 1, isEndless: true) { exchange in
            let answer = exchange.answer()
            exchange.client.waitForPeer()
            exchange.client.send(answer)
            return .close
        },
        GatewayFault("silence in the status line", .unknown, arrivals: 1, isEndless: true) { exchange in
            exchange.client.send(String(exchange.answer().prefix(10)))
            exchange.client.waitForPeer()
            return .close
        },
    ]

    private static let answers = [FaultProxy.End.close, .reset].flatMap { end in
        [
            GatewayFault("\(end) in the status line", .unknown, arrivals: 1) { exchange in
                exchange.client.send(String(exchange.answer().prefix(10)))
                return end
            },
            GatewayFault("\(end) in the answer's head", .status, arrivals: 1) { exchange in
                exchange.client.send(String(exchange.answer().prefix { $0 != ":" }))
                return end
            },
            GatewayFault("\(end) behind the answer's head", .status, arrivals: 1) { exchange in
                exchange.client.send(parts(of: exchange.answer()).head)
                return end
            },
            GatewayFault("\(end) in the answer's body", .status, arrivals: 1) { exchange in
                exchange.client.send(String(exchange.answer().dropLast(5)))
                return end
            },
            GatewayFault("\(end) behind the answer", .accepted, arrivals: 1) { exchange in
                exchange.client.send(exchange.answer())
                return end
            },
        ]
    }

    private static let slow = [
        GatewayFault("no fault", .accepted, arrivals: 1) { exchange in
            exchange.client.send(exchange.answer())
            return .none
        },
        GatewayFault("both ways byte by byte", .accepted, arrivals: 1) { exchange in
            exchange.server.drip(exchange.request)
            exchange.client.drip(exchange.server.readAnswer() ?? "")
            return .none
        },
        GatewayFault("an answer of three bytes a second", .unknown, arrivals: 1, isEndless: true) { exchange in
            exchange.client.drip(exchange.answer(), pause: 333)
            return .close
        },
        GatewayFault("a body of three bytes a second", .status, arrivals: 1, isEndless: true) { exchange in
            let (head, body) = parts(of: exchange.answer())
            exchange.client.send(head)
            exchange.client.drip(body, pause: 333)
            return .close
        },
    ]

    // MARK: -

    private init(
        _ description: String, _ outcome: Outcome, arrivals: Int, isEndless: Bool = false,
        _ play: @escaping @Sendable (FaultProxy.Exchange) -> FaultProxy.End
    ) {
        self.init(description, outcome, arrivals: arrivals, isEndless: isEndless, .proxy(.exchange(play)))
    }

    /// - Parameter count: how many bytes of the request get through, of how many.
    private static func cut(
        _ description: String, _ end: FaultProxy.End, _ count: @escaping @Sendable (Int) -> Int
    ) -> GatewayFault {
        GatewayFault(description, .unknown, arrivals: 0) { exchange in
            let request = Array(exchange.request.utf8)
            exchange.server.send(Array(request.prefix(count(request.count))))
            return end
        }
    }

    private static func parts(of answer: String) -> (head: String, body: String) {
        let end = answer.firstRange(of: "\r\n\r\n")?.upperBound ?? answer.endIndex
        return (String(answer[..<end]), String(answer[end...]))
    }
}
