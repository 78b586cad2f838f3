import Worker

/// A queue whose deliveries a test hands out.
struct MemoryJobSource: JobSource {
    let deliveries: AsyncStream<[JobDelivery]>
    private let input: AsyncStream<[JobDelivery]>.Continuation
    private let journal: Journal
    private let onStop: @Sendable () -> Void

    init(_ journal: Journal, onStop: @escaping @Sendable () -> Void = {}) {
        (deliveries, input) = AsyncStream.makeStream()
        self.journal = journal
        self.onStop = onStop
    }

    func deliver(_ batch: [JobDelivery]) {
        input.yield(batch)
    }

    /// No more will come.
    func finish() {
        input.finish()
    }

    func acknowledge(_ receipt: JobDelivery.Receipt) async {
        journal.note(.acknowledged(receipt.tag))
    }

    func stop() async {
        journal.note(.stopped)
        finish()
        onStop()
    }
}
