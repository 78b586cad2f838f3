import Admission
import Jobs
import Logging
import ServiceLifecycle

/// A message that takes its worker down comes back with all that the worker had in hand, and the broker counts for all of
/// them alike. So what came back twice is tried alone: who was in hand then, again and again, is to blame.
extension Worker {
    /// One after the other, beside whatever is new; returns when all have been settled.
    func take(_ suspects: AsyncStream<InboundDelivery>) async {
        await withDiscardingTaskGroup { group in
            for await delivery in suspects {
                // What was not begun stays with the broker, and goes to another worker.
                guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
                let suspect = delivery.suspect(hash)
                guard await mayTry(suspect, delivery) else { continue }
                let trial = Trial()
                group.addTask {
                    await self.process(delivery, on: trial)
                    trial.end()
                }
                await trial.wait()
                await acquit(suspect, delivery)
            }
        }
    }

    /// Settles the delivery if not.
    private func mayTry(_ suspect: Suspect, _ delivery: InboundDelivery) async -> Bool {
        do {
            if try await store.tryOnce(suspect) { return true }
            logger.error(
                "a message took its workers down and goes to the dead letters",
                metadata: .init([.kind: delivery.name, .result: SetAsideReason.crashed.rawValue]))
            await setAside(
                delivery, .crashed, "it was in hand when its worker went down, \(Suspect.mostTries) times")
        } catch {
            metrics.countStoreFailure()
            logger.error(
                "the store gave no answer, a message that came back often is not looked at",
                metadata: .init([.kind: delivery.name, .error: "\(error)"]))
            await postpone(unread: delivery)
        }
        return false
    }

    private func acquit(_ suspect: Suspect, _ delivery: InboundDelivery) async {
        do {
            try await ask(while: { failures in failures < 3 }) { () async throws(StoreError) in
                try await store.acquit(suspect)
            }
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
