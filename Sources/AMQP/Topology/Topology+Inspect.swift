extension Topology {
    /// How what stands in the broker differs from what is asked for.
    package enum Difference: Sendable, Equatable {
        case missing(String)
        /// In the broker's words, which name the argument and both values.
        case otherwise(String, String)
        /// It is there; only a user who may configure hears of its arguments.
        case unseen(String)
    }

    /// Changes nothing: what is missing is not made, and to declare again what is there only compares.
    package func differences(on connection: AMQPConnection) async throws(AMQPError) -> [Difference] {
        var differences: [Difference] = []
        for exchange in exchanges {
            let found = try await Self.compare(exchange.name, on: connection) { session, channel throws(AMQPError) in
                try session.declare(exchange, passively: true, on: channel)
            } with: { session, channel throws(AMQPError) in
                try session.declare(exchange, passively: false, on: channel)
            }
            differences += [found].compactMap(\.self)
        }
        for queue in queues {
            let found = try await Self.compare(queue.name, on: connection) { session, channel throws(AMQPError) in
                _ = try session.depth(of: queue.name, on: channel)
            } with: { session, channel throws(AMQPError) in
                try session.declare(queue, on: channel)
            }
            differences += [found].compactMap(\.self)
        }
        return differences
    }

    /// One after the other over one channel: nothing is declared unless it was there a moment before.
    private static func compare(
        _ name: String, on connection: AMQPConnection,
        _ look: @Sendable (Session, UInt16) throws(AMQPError) -> Void,
        with declare: @Sendable (Session, UInt16) throws(AMQPError) -> Void
    ) async throws(AMQPError) -> Difference? {
        do throws(AMQPError) {
            try await connection.ask { session, channel throws(AMQPError) in
                try look(session, channel)
                try declare(session, channel)
            }
            return nil
        } catch .broker(404, _), .missingQueue {
            return .missing(name)
        } catch .broker(406, let text) {
            return .otherwise(name, text.replacing("PRECONDITION_FAILED - ", with: ""))
        } catch .broker(403, _) {
            return .unseen(name)
        }
    }
}
