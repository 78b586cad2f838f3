/// Where jobs come from, and the signals of what became of their codes.
package protocol JobSource: Sendable {
    /// In batches, because each crossing of threads costs as much as a job. Ends after `stop`, when all that was
    /// buffered has been given back.
    var deliveries: AsyncStream<[InboundDelivery]> { get }

    /// The delivery is done with. Never fails: if the connection is gone, the broker delivers the copy again, and the
    /// store knows it.
    func acknowledge(_ receipt: DeliveryReceipt) async

    /// To the dead letters, as the broker has it. Never fails, like `acknowledge`.
    func reject(_ receipt: DeliveryReceipt) async

    /// Takes no more; what was handed out may still be settled.
    func stop() async
}
