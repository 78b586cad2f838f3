import EventLoop

/// Stands between a client and an HTTP server: passes requests and answers on, and spoils one exchange as a test says.
///
/// Whatever the client tries after that gets through, so that a request that goes out twice is seen twice.
package final class FaultProxy: Sendable {
    /// What becomes of the client's connection after the fault.
    package enum End: Sendable {
        case close
        case reset
        /// It serves the next request.
        case none
    }

    /// One request on its way, of which nothing was passed on yet.
    package struct Exchange {
        package let request: String
        package let client: FaultConnection
        package let server: FaultConnection

        /// What the server says to the whole request; so it has come in there.
        package func answer() -> String {
            server.send(request)
            return server.readAnswer() ?? ""
        }
    }

    package enum Fault: Sendable {
        case connection(@Sendable (FaultConnection) -> End)
        case exchange(@Sendable (Exchange) -> End)
    }

    /// Comes once: the fault is over, and the connection closed, if it closes it.
    package let played: AsyncStream<Void>
    package var port: UInt16 { server.port }
    private let server: FaultServer
    private let spoiled = Locked<(passed: Int, connection: Int?)>((0, nil))

    /// - Parameters:
    ///   - port: of the server.
    ///   - passing: how many requests go through before the one that is spoiled.
    ///   - isMeant: whether a request counts among these.
    package init(
        to port: UInt16, _ fault: Fault, passing: Int = 0, isMeant: @escaping @Sendable (String) -> Bool = { _ in true }
    ) {
        let (stream, feed) = AsyncStream.makeStream(of: Void.self)
        played = stream
        server = FaultServer { [spoiled] client in
            guard let server = FaultConnection(to: port) else { return }
            /// Whether the connection serves on.
            func end(_ end: End) -> Bool {
                if end == .reset { client.reset() }
                if end != .none {
                    client.end()
                    server.end()
                }
                feed.yield()
                return end == .none
            }

            if case .connection(let play) = fault, client.number == 0, !end(play(client)) { return }
            while let request = client.readRequest() {
                let isNext = spoiled.withLock { spoiled in
                    guard case .exchange = fault, spoiled.connection == nil, isMeant(request) else { return false }
                    spoiled.passed += 1
                    guard spoiled.passed > passing else { return false }
                    spoiled.connection = client.number
                    return true
                }
                let exchange = Exchange(request: request, client: client, server: server)
                if isNext, case .exchange(let play) = fault {
                    guard end(play(exchange)) else { return }
                } else {
                    client.send(exchange.answer())
                }
            }
        }
    }

    /// The number of the connection on which an exchange was spoiled; 0 is the first.
    package var spoiledConnection: Int? {
        spoiled.withLock { $0.connection }
    }
}
