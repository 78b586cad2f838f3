import Jobs

/// A signal as the broker handed it over, still unread.
package struct SignalDelivery: Masked, Sendable {
    package let receipt: DeliveryReceipt
    /// Empty if it was longer than any message may be.
    package let body: [UInt8]
    /// Bytes on the wire.
    package let size: Int
    package let contentType: String?
    package let messageID: String?
    /// How often it came back through a delay queue; kept within bounds like a job's.
    package let returns: Int
    /// How often the broker had to take this copy back unsettled.
    package let redeliveries: Int

    package var mask: String { "signal, \(size) bytes" }

    package init(
        receipt: DeliveryReceipt, body: [UInt8], size: Int, contentType: String?, messageID: String?, returns: Int,
        redeliveries: Int = 0
    ) {
        self.receipt = receipt
        self.body = body
        self.size = size
        self.contentType = contentType
        self.messageID = messageID
        self.redeliveries = redeliveries
        self.returns = min(max(0, returns), JobDelivery.mostReturns)
    }
}
