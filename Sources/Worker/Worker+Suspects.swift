import Admission
import Jobs
import Logging
import ServiceLifecycle

/// A message that takes its worker down comes back with all that the worker had in hand, and the broker counts for all of
/// them alike. So what came back twice is tried alone: who was in hand then, again and again, is to blame.
extension Worker {
    /// One after the other, beside whatever is new.
    func take(_ suspects: AsyncStream<InboundDelivery>) async {
        for await delivery in suspects {
            // What was not begun stays with the broker, and goes to another worker.
            guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
            await take(suspect: delivery)
        }
    }

    private func take(suspect delivery: InboundDelivery) async {
        let suspect = delivery.suspect(hash)
        do {
            guard try await store.tryOnce(suspect) else {
                logger.error(
                    "a message took its workers down and goes to the dead letters",
                    metadata: .init([.kind: delivery.name, .result: SetAsideReason.crashed.rawValue]))
                return await setAside(
                    delivery, .crashed, "it was in hand when its worker went down, \(Suspect.mostTries) times")
            }
        } catch {
            metrics.countStoreFailure()
            logger.error(
                "the store gave no answer, a message that came back often is not looked at",
                metadata: .init([.kind: delivery.name, .error: "\(error)"]))
            return await postpone(unread: delivery)
        }
        await process(delivery)
        do {
            try await store.acquit(suspect)
        } catch {
            metrics.countStoreFailure()
            logger.warning(
                "the store gave no answer, a try that ended well stays noted",
                metadata: .init([.kind: delivery.name, .error: "\(error)"]))
        }
    }

    private func postpone(unread delivery: InboundDelivery) async {
        switch delivery {
        case .job(let job):
            let delay = RetryDelay(afterReturns: job.returns + 1, spread: clocks.spread())
            await postpone(job.receipt, by: delay) { () async throws(SinkError) in
                try await sink.postpone(job, by: delay, life: nil)
            }
        case .signal(let signal):
            let delay = RetryDelay(afterReturns: signal.returns + 1)
            await postpone(signal.receipt, by: delay) { () async throws(SinkError) in
                try await sink.postpone(signal, by: delay)
            }
        }
    }
}
