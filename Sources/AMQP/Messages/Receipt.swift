/// Names one delivery to the connection that made it; worthless after that connection is lost.
package struct Receipt: Sendable, Hashable {
    /// Counts connections: delivery tags start anew on each.
    package let epoch: UInt64
    package let deliveryTag: UInt64

    package init(epoch: UInt64, deliveryTag: UInt64) {
        self.epoch = epoch
        self.deliveryTag = deliveryTag
    }
}
