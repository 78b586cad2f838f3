/// A message that the broker handed to us; all bytes are our own copies.
package struct Delivery: Sendable, Equatable, Discreet {
    package let receipt: Receipt
    package let queue: String
    package let exchange: String
    package let routingKey: String
    package let isRedelivered: Bool
    package let properties: Properties
    /// Empty when `isOversized`.
    package let body: [UInt8]
    /// Of the body as sent, in bytes.
    package let size: UInt64
    /// The body was over the limit and was dropped while it came in.
    package let isOversized: Bool

    package init(
        receipt: Receipt,
        queue: String,
        exchange: String,
        routingKey: String,
        isRedelivered: Bool = false,
        properties: Properties = Properties(),
        body: [UInt8],
        size: UInt64,
        isOversized: Bool = false
    ) {
        self.receipt = receipt
        self.queue = queue
        self.exchange = exchange
        self.routingKey = routingKey
        self.isRedelivered = isRedelivered
        self.properties = properties
        self.body = body
        self.size = size
        self.isOversized = isOversized
    }

    package var description: String { "\(queue)#\(receipt.deliveryTag), \(size) bytes" }
}
