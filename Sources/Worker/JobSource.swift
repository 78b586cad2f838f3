/// Where jobs come from.
package protocol JobSource: Sendable {
    /// In batches, because each crossing of threads costs as much as a job. Ends after `stop`, when all that was
    /// buffered has been given back.
    var deliveries: AsyncStream<[JobDelivery]> { get }

    /// The job is done with. Never fails: if the connection is gone, the broker delivers the copy again, and the store
    /// knows it.
    func acknowledge(_ receipt: JobDelivery.Receipt) async

    /// Takes no more jobs; those handed out may still be settled.
    func stop() async
}
