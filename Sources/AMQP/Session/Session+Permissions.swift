import CRabbitMQ

/// Questions that RabbitMQ has to refuse, but looks at permissions before: by the way in which it refuses them it tells
/// what this user may do, and nothing is taken or published. (3.10 to 4: `rabbit_channel`, `basic.consume` and
/// `basic.publish`.)
extension Session {
    /// A priority has to be a number: 406, or 403 to a user who may not read.
    func askToConsume(_ queue: String, on channel: amqp_channel_t) throws(AMQPError) {
        defer { arena.recycle() }
        let name = arena.bytes(queue)
        let arguments = arena.table(["x-priority": "none"])
        try answer(amqp_basic_consume(state, channel, name, amqp_bytes_t(), 0, 0, 0, arguments), on: channel)
    }

    /// An expiration has to be a number, too: 406, or 403 to a user who may not write. It is answered only at the question
    /// that follows.
    func askToPublish(to exchange: String, routingKey: String, on channel: amqp_channel_t) throws(AMQPError) {
        defer { arena.recycle() }
        var properties = amqp_basic_properties_t()
        properties._flags = UInt32(AMQP_BASIC_EXPIRATION_FLAG)
        properties.expiration = arena.bytes("none")
        let (name, key) = (arena.bytes(exchange), arena.bytes(routingKey))
        try check(amqp_basic_publish(state, channel, name, key, 0, 0, &properties, amqp_bytes_t()))
        try answer(amqp_basic_qos(state, channel, 0, 1, 0), on: channel)
    }
}
