import CRabbitMQ

extension Session {
    /// Consumes from a queue; the consumer is named after it.
    func consume(_ queue: String) throws(AMQPError) {
        defer { arena.recycle() }
        let name = arena.bytes(queue)
        try answer(amqp_basic_consume(state, channel, name, name, 0, 0, 0, amqp_table_t()), on: channel)
    }

    func cancelConsumer(of queue: String) throws(AMQPError) {
        defer { arena.recycle() }
        try answer(amqp_basic_cancel(state, channel, arena.bytes(queue)), on: channel)
    }

    /// Per consumer (`global` false): quorum queues know no other.
    func limitUnsettled(to prefetch: UInt16) throws(AMQPError) {
        try answer(amqp_basic_qos(state, channel, 0, prefetch, 0), on: channel)
    }

    /// Asks without making: throws `missingQueue` for one that does not exist.
    func depth(of queue: String, on channel: amqp_channel_t) throws(AMQPError) -> QueueDepth {
        defer { arena.recycle() }
        do {
            let declared = amqp_queue_declare(state, channel, arena.bytes(queue), 1, 0, 0, 0, amqp_table_t())
            let answer = try answer(declared, on: channel)
            return QueueDepth(messages: Int(answer.message_count), consumers: Int(answer.consumer_count))
        } catch .broker(404, _) {
            throw .missingQueue(queue)
        }
    }

    /// A queue for this connection alone, which goes with it; named by the broker. Not "auto-delete": it must outlive a
    /// renewed channel.
    func declareReplyQueue(on channel: amqp_channel_t) throws(AMQPError) -> String {
        let declared = amqp_queue_declare(state, channel, amqp_bytes_t(), 0, 0, 1, 0, amqp_table_t())
        return String(copying: try answer(declared, on: channel).queue)
    }

    func declare(_ queue: Topology.Queue, on channel: amqp_channel_t) throws(AMQPError) {
        defer { arena.recycle() }
        let name = arena.bytes(queue.name)
        let arguments = arena.table(queue.arguments)
        try answer(amqp_queue_declare(state, channel, name, 0, 1, 0, 0, arguments), on: channel)
    }

    func declare(
        _ exchange: Topology.Exchange, passively: Bool, on channel: amqp_channel_t
    ) throws(AMQPError) {
        defer { arena.recycle() }
        let name = arena.bytes(exchange.name)
        let kind = arena.bytes(exchange.kind.rawValue)
        let arguments = arena.table(exchange.arguments)
        let declared = amqp_exchange_declare(state, channel, name, kind, passively ? 1 : 0, 1, 0, 0, arguments)
        try answer(declared, on: channel)
    }

    func bind(_ binding: Topology.Binding, on channel: amqp_channel_t) throws(AMQPError) {
        defer { arena.recycle() }
        let queue = arena.bytes(binding.queue)
        let exchange = arena.bytes(binding.exchange)
        let routingKey = arena.bytes(binding.routingKey)
        let arguments = arena.table(binding.arguments)
        try answer(amqp_queue_bind(state, channel, queue, exchange, routingKey, arguments), on: channel)
    }
}
