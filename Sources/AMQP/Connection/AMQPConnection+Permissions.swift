extension AMQPConnection {
    /// Whether this user may take messages from a queue; nothing is taken.
    package func mayConsume(_ queue: String) throws(AMQPError) -> Bool {
        try isPermitted { session, channel throws(AMQPError) in try session.askToConsume(queue, on: channel) }
    }

    /// Whether this user may publish; nothing is published.
    package func mayPublish(to exchange: String, routingKey: String) throws(AMQPError) -> Bool {
        try isPermitted { session, channel throws(AMQPError) in
            try session.askToPublish(to: exchange, routingKey: routingKey, on: channel)
        }
    }

    private func isPermitted(
        _ question: @Sendable (Session, UInt16) throws(AMQPError) -> Void
    ) throws(AMQPError) -> Bool {
        do throws(AMQPError) {
            try ask(question)
        } catch .broker(403, _) {
            return false
        } catch .broker(406, _) {
            return true
        }
        throw .protocolViolation("it accepted what it has to refuse")
    }
}
