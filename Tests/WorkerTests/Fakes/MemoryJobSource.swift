import Worker

/// A queue whose deliveries a test hands out.
struct MemoryJobSource: JobSource {
    let deliveries: AsyncStream<[InboundDelivery]>
    private let input: AsyncStream<[InboundDelivery]>.Continuation
    private let journal: Journal
    private let onStop: @Sendable () -> Void

    init(_ journal: Journal, onStop: @escaping @Sendable () -> Void = {}) {
        (deliveries, input) = AsyncStream.makeStream()
        self.journal = journal
        self.onStop = onStop
    }

    func deliver(_ batch: [JobDelivery]) {
        input.yield(batch.map { .job($0) })
    }

    func deliver(signals batch: [SignalDelivery]) {
        input.yield(batch.map { .signal($0) })
    }

    func deliver(mixed batch: [InboundDelivery]) {
        input.yield(batch)
    }

    /// No more will come.
    func finish() {
        input.finish()
    }

    func acknowledge(_ receipt: DeliveryReceipt) async {
        journal.note(.acknowledged(receipt.tag))
    }

    func reject(_ receipt: DeliveryReceipt) async {
        journal.note(.rejected(receipt.tag))
    }

    func stop() async {
        journal.note(.stopped)
        finish()
        onStop()
    }
}
