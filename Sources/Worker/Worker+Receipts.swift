package import Admission
import Jobs
import Logging

extension Worker {
    /// The answer to a gateway that tells what became of a message.
    package enum ReceiptResult: String, CaseIterable, Sendable {
        /// Told on, and in the broker's hands.
        case told
        /// Told the other way round before; the first word counts.
        case contradicts
        /// To be told again: the message's job is not written down as sent yet.
        case early
        /// Of no message that we know.
        case unknown
        /// The store or the broker is away; to be told again.
        case failed
    }

    /// - Parameter tags: of one message, as the receipt names it.
    package func hear(_ tags: [MessageTag], isDelivered: Bool) async -> ReceiptResult {
        let result = await result(tags, isDelivered)
        metrics.count(result)
        return result
    }

    private func result(_ tags: [MessageTag], _ isDelivered: Bool) async -> ReceiptResult {
        do {
            switch try await store.hear(tags, isDelivered: isDelivered) {
            case .tell(let event):
                try await sink.publish(event)
                metrics.count(outcome: event)
                return .told
            case .settled: return .contradicts
            case .early: return .early
            case .unknown: return .unknown
            }
        } catch let error as StoreError {
            metrics.countStoreFailure()
            logger.error("a receipt cannot be taken", metadata: .init([.error: "\(error)"]))
        } catch {
            metrics.countPublishFailure()
            logger.warning("the broker did not take a message", metadata: .init([.error: "\(error)"]))
        }
        return .failed
    }
}
