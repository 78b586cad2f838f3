/// Names a delivery to the source that made it.
package struct DeliveryReceipt: Hashable, Sendable {
    /// Counts the connections: a receipt of an earlier one settles nothing.
    package let epoch: UInt64
    package let tag: UInt64

    package init(epoch: UInt64, tag: UInt64) {
        self.epoch = epoch
        self.tag = tag
    }
}
