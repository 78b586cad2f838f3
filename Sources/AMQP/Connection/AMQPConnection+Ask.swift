import EventLoop

extension AMQPConnection {
    /// Throws `missingQueue` for a queue that does not exist.
    package func queueDepth(_ queue: String) throws(AMQPError) -> QueueDepth {
        try ask { session, channel throws(AMQPError) in
            try session.depth(of: queue, on: channel)
        }
    }

    /// What the broker says that it is, as `RabbitMQ 3.10.8`.
    package var server: String? { session?.server }

    /// Asks the broker; a refusal leaves the connection as it was.
    func ask<Answer: Sendable>(
        _ question: @Sendable (Session, UInt16) throws(AMQPError) -> Answer
    ) throws(AMQPError) -> Answer {
        guard let session else { throw .notConnected }
        do throws(AMQPError) {
            return try session.onSpareChannel { channel throws(AMQPError) in try question(session, channel) }
        } catch {
            if session.isBroken { lose(error) }
            throw error
        }
    }
}
