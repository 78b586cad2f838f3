import CRabbitMQ

extension Session {
    /// Blocks while the socket takes no more.
    func publish(_ message: Message) throws(AMQPError) {
        defer { arena.recycle() }
        var properties = basicProperties(message.properties)
        let exchange = arena.bytes(message.exchange)
        let routingKey = arena.bytes(message.routingKey)
        let status = message.body.withUnsafeBytes { body in
            amqp_basic_publish(
                state, channel, exchange, routingKey, 1, 0, &properties,
                amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress))
            )
        }
        try check(status)
        try pushOut(bodyOf: message.body.count)
    }

    /// - Parameter isMultiple: all up to this one.
    func acknowledge(_ deliveryTag: UInt64, isMultiple: Bool) throws(AMQPError) {
        try check(amqp_basic_ack(state, channel, deliveryTag, isMultiple ? 1 : 0))
    }

    func settle(_ deliveryTag: UInt64, _ verdict: Verdict) throws(AMQPError) {
        switch verdict {
        case .acknowledge: try acknowledge(deliveryTag, isMultiple: false)
        case .requeue: try check(amqp_basic_nack(state, channel, deliveryTag, 0, 1))
        case .reject: try check(amqp_basic_nack(state, channel, deliveryTag, 0, 0))
        }
    }

    /// librabbitmq announces more to the kernel (MSG_MORE) after each full frame, even the last, which then waits for
    /// 200 ms. Anything written sets it free.
    private func pushOut(bodyOf count: Int) throws(AMQPError) {
        let frameBody = Int(amqp_get_frame_max(state)) - 8
        guard count > 0, frameBody > 0, count.isMultiple(of: frameBody) else { return }
        var heartbeat = amqp_frame_t()
        heartbeat.frame_type = UInt8(AMQP_FRAME_HEARTBEAT)
        try check(amqp_send_frame(state, &heartbeat))
    }

    private func basicProperties(_ properties: Properties) -> amqp_basic_properties_t {
        var basic = amqp_basic_properties_t()
        var flags = AMQP_BASIC_DELIVERY_MODE_FLAG
        basic.delivery_mode = UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
        func set(_ text: String?, _ flag: Int32) -> amqp_bytes_t {
            guard let text else { return amqp_bytes_t() }
            flags |= flag
            return arena.bytes(text)
        }
        basic.content_type = set(properties.contentType, AMQP_BASIC_CONTENT_TYPE_FLAG)
        basic.message_id = set(properties.messageID, AMQP_BASIC_MESSAGE_ID_FLAG)
        basic.correlation_id = set(properties.correlationID, AMQP_BASIC_CORRELATION_ID_FLAG)
        basic.reply_to = set(properties.replyTo, AMQP_BASIC_REPLY_TO_FLAG)
        basic.expiration = set(properties.expiration, AMQP_BASIC_EXPIRATION_FLAG)
        if let timestamp = properties.timestamp {
            flags |= AMQP_BASIC_TIMESTAMP_FLAG
            basic.timestamp = timestamp
        }
        if !properties.headers.isEmpty {
            flags |= AMQP_BASIC_HEADERS_FLAG
            basic.headers = arena.table(properties.headers)
        }
        basic._flags = UInt32(flags)
        return basic
    }
}
