/// Builds deliveries and returns from frames: a method, then a header, then body frames until the size is reached
/// (AMQP 0-9-1, 4.2.6).
///
/// Says what came out; does nothing itself. A frame out of order is a protocol violation, which ends the connection.
package struct DeliveryAssembler {
    /// The method that announces content.
    package enum Head: Equatable {
        case deliver(queue: String, deliveryTag: UInt64, isRedelivered: Bool, exchange: String, routingKey: String)
        case `return`(code: UInt16, text: String, exchange: String, routingKey: String)
    }

    package enum Content: Equatable {
        case delivery(Delivery)
        case returned(ReturnedMessage)
    }

    private struct Partial {
        let head: Head
        let properties: Properties
        let size: UInt64
        let isKept: Bool
        var missing: UInt64
        var body: [UInt8] = []
    }

    private enum State {
        case idle
        case announced(Head)
        case collecting(Partial)
    }

    let epoch: UInt64
    /// In bytes.
    let bodyLimit: Int
    private var state = State.idle

    package init(epoch: UInt64, bodyLimit: Int) {
        self.epoch = epoch
        self.bodyLimit = bodyLimit
    }

    package mutating func begin(_ head: Head) throws(AMQPError) {
        guard case .idle = state else { throw .protocolViolation("a message began inside another") }
        state = .announced(head)
    }

    package mutating func header(size: UInt64, properties: Properties) throws(AMQPError) -> Content? {
        guard case .announced(let head) = state else { throw .protocolViolation("a header without a method") }
        let isKept =
            switch head {
            case .deliver: size <= UInt64(clamping: bodyLimit)
            case .return: false
            }
        let partial = Partial(head: head, properties: properties, size: size, isKept: isKept, missing: size)
        return proceed(with: partial)
    }

    package mutating func body(_ bytes: [UInt8]) throws(AMQPError) -> Content? {
        guard case .collecting(var partial) = state else { throw .protocolViolation("a body without a header") }
        guard UInt64(bytes.count) <= partial.missing else { throw .protocolViolation("a body longer than announced") }
        state = .idle  // so that `partial` is the only owner of its bytes
        partial.missing -= UInt64(bytes.count)
        if partial.isKept {
            if partial.body.isEmpty { partial.body = bytes } else { partial.body += bytes }
        }
        return proceed(with: partial)
    }

    private mutating func proceed(with partial: Partial) -> Content? {
        guard partial.missing == 0 else {
            state = .collecting(partial)
            return nil
        }
        state = .idle
        return content(of: partial)
    }

    private func content(of partial: Partial) -> Content {
        switch partial.head {
        case .deliver(let queue, let deliveryTag, let isRedelivered, let exchange, let routingKey):
            .delivery(
                Delivery(
                    receipt: Receipt(epoch: epoch, deliveryTag: deliveryTag),
                    queue: queue,
                    exchange: exchange,
                    routingKey: routingKey,
                    isRedelivered: isRedelivered,
                    properties: partial.properties,
                    body: partial.body,
                    size: partial.size,
                    isOversized: !partial.isKept
                )
            )
        case .return(let code, let text, let exchange, let routingKey):
            .returned(
                ReturnedMessage(
                    code: code,
                    text: text,
                    address: ReturnedMessage.Address(
                        exchange: exchange, routingKey: routingKey, messageID: partial.properties.messageID)
                )
            )
        }
    }
}
