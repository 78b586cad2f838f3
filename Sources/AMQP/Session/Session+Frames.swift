import CRabbitMQ

extension Session {
    /// The next frame that is already here, or nil. Services heartbeats.
    func nextFrame() throws(AMQPError) -> Frame? {
        amqp_maybe_release_buffers(state)  // nothing of the frame before is referred to any more
        var frame = amqp_frame_t()
        let status = codebode_next_frame(state, &frame)
        guard status != AMQP_STATUS_TIMEOUT.rawValue else { return nil }
        try check(status)
        return read(frame)
    }

    private func read(_ frame: amqp_frame_t) -> Frame {
        guard frame.channel == channel || frame.channel == 0 else { return .irrelevant }
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            return read(frame.payload.method, on: frame.channel)
        case AMQP_FRAME_HEADER:
            let header = frame.payload.properties
            guard let decoded = header.decoded, header.class_id == AMQP_BASIC_CLASS else { return .irrelevant }
            let properties = Properties(copying: decoded.load(as: amqp_basic_properties_t.self))
            return .header(size: header.body_size, properties: properties)
        case AMQP_FRAME_BODY:
            return .body([UInt8](copying: frame.payload.body_fragment))
        default:
            return .irrelevant
        }
    }

    private func read(_ method: amqp_method_t, on channel: amqp_channel_t) -> Frame {
        guard let decoded = method.decoded else { return .irrelevant }
        switch method.id {
        case AMQP_BASIC_DELIVER_METHOD:
            let deliver = decoded.load(as: amqp_basic_deliver_t.self)
            return .content(
                .deliver(
                    queue: String(copying: deliver.consumer_tag),  // we name consumers after their queues
                    deliveryTag: deliver.delivery_tag,
                    isRedelivered: deliver.redelivered != 0,
                    exchange: String(copying: deliver.exchange),
                    routingKey: String(copying: deliver.routing_key)
                )
            )
        case AMQP_BASIC_RETURN_METHOD:
            let returned = decoded.load(as: amqp_basic_return_t.self)
            return .content(
                .return(
                    code: returned.reply_code,
                    text: String(copying: returned.reply_text),
                    exchange: String(copying: returned.exchange),
                    routingKey: String(copying: returned.routing_key)
                )
            )
        case AMQP_BASIC_ACK_METHOD:
            let ack = decoded.load(as: amqp_basic_ack_t.self)
            return .confirm(number: ack.delivery_tag, multiple: ack.multiple != 0, accepted: true)
        case AMQP_BASIC_NACK_METHOD:
            let nack = decoded.load(as: amqp_basic_nack_t.self)
            return .confirm(number: nack.delivery_tag, multiple: nack.multiple != 0, accepted: false)
        case AMQP_BASIC_CANCEL_METHOD:
            let cancel = decoded.load(as: amqp_basic_cancel_t.self)
            return .consumerCancelled(queue: String(copying: cancel.consumer_tag))
        case AMQP_CHANNEL_CLOSE_METHOD:
            return .channelClosed(closed(by: method, on: channel))
        case AMQP_CONNECTION_CLOSE_METHOD:
            return .connectionClosed(closed(by: method, on: channel))
        case AMQP_CONNECTION_BLOCKED_METHOD:
            return .blocked
        case AMQP_CONNECTION_UNBLOCKED_METHOD:
            return .unblocked
        default:
            return .irrelevant
        }
    }
}

extension Properties {
    fileprivate init(copying basic: amqp_basic_properties_t) {
        self.init()
        // What is not UTF-8, as AMQP has it, counts as absent: repaired it would be longer, perhaps too long to be sent on.
        func text(_ bytes: amqp_bytes_t, _ flag: Int32) -> String? {
            guard basic._flags & UInt32(flag) != 0 else { return nil }
            return String(validating: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
        }
        contentType = text(basic.content_type, AMQP_BASIC_CONTENT_TYPE_FLAG)
        messageID = text(basic.message_id, AMQP_BASIC_MESSAGE_ID_FLAG)
        correlationID = text(basic.correlation_id, AMQP_BASIC_CORRELATION_ID_FLAG)
        replyTo = text(basic.reply_to, AMQP_BASIC_REPLY_TO_FLAG)
        expiration = text(basic.expiration, AMQP_BASIC_EXPIRATION_FLAG)
        if basic._flags & UInt32(AMQP_BASIC_TIMESTAMP_FLAG) != 0 { timestamp = basic.timestamp }
        if basic._flags & UInt32(AMQP_BASIC_HEADERS_FLAG) != 0 {
            var reader = TableReader()
            headers = reader.read(basic.headers)
            headersTruncated = reader.isTruncated
        }
    }
}
