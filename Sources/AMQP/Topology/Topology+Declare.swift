extension Topology {
    /// Makes what is missing. What exists otherwise than asked for is an error (406) and stays as it is.
    package func declare(on connection: AMQPConnection) async throws(AMQPError) {
        try await connection.ask { session, channel throws(AMQPError) in
            for exchange in exchanges { try session.declare(exchange, passively: false, on: channel) }
            for queue in queues { try session.declare(queue, on: channel) }
            for binding in bindings { try session.bind(binding, on: channel) }
        }
    }

    /// The names of the exchanges and queues that do not exist. Needs no permission to configure.
    package func missing(on connection: AMQPConnection) async throws(AMQPError) -> [String] {
        var missing: [String] = []
        for exchange in exchanges {
            do {
                try await connection.ask { session, channel throws(AMQPError) in
                    try session.declare(exchange, passively: true, on: channel)
                }
            } catch .broker(404, _) {
                missing.append(exchange.name)
            }
        }
        for queue in queues {
            do {
                _ = try await connection.queueDepth(queue.name)
            } catch .missingQueue {
                missing.append(queue.name)
            }
        }
        return missing
    }
}
