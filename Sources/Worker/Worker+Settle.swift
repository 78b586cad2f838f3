import Admission
import Jobs
import Logging

extension Worker {
    /// Publishes, waits for the confirm, and only then acknowledges.
    ///
    /// - Parameters:
    ///   - isRepeat: the job had ended before.
    ///   - life: how long a copy is kept to look after the message; `nil` for none.
    func tell(
        _ event: OutcomeEvent, _ delivery: JobDelivery, isRepeat: Bool, watchingFor life: Duration? = nil
    ) async {
        let told = await insist { () async throws(SinkError) in try await sink.publish(event, answering: delivery) }
        guard told else { return }
        metrics.count(outcome: event, isRepeat: isRepeat)
        guard let life else { return await source.acknowledge(delivery.receipt) }
        await postpone(delivery.receipt, by: .second) { () async throws(SinkError) in
            try await sink.postpone(delivery.watch, by: .second, life: life)
        }
    }

    /// The copy lies safely in the delay queue before the delivery is acknowledged.
    func postpone(
        _ receipt: DeliveryReceipt, by delay: RetryDelay, _ publish: () async throws(SinkError) -> Void
    ) async {
        guard await insist(publish) else { return }
        metrics.count(postponed: delay)
        await source.acknowledge(receipt)
    }

    /// Nobody can do anything with the delivery: to the dead letters, with the reason.
    func setAside(_ delivery: InboundDelivery, _ reason: SetAsideReason, _ detail: String) async {
        if delivery.isWhole {
            let taken = await insist { () async throws(SinkError) in try await sink.setAside(delivery, reason, detail) }
            guard taken else { return }
            await source.acknowledge(delivery.receipt)
        } else {
            await source.reject(delivery.receipt)
        }
        metrics.count(setAside: reason)
    }

    /// Tries until the broker takes the message; false if the worker is to end first: the delivery then stays
    /// unsettled, and the broker gives it to another worker.
    private func insist(_ publish: () async throws(SinkError) -> Void) async -> Bool {
        var pause = Duration.milliseconds(100)
        while true {
            do {
                try await publish()
                return true
            } catch {
                metrics.countPublishFailure()
                logger.warning("the broker did not take a message", metadata: .init([.error: error.description]))
            }
            guard !Task.isCancelled else { return false }
            await clocks.pause(pause)
            pause = min(pause * 2, .seconds(5))
        }
    }
}
