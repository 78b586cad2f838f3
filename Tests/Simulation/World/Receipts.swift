import Admission
import Worker

/// Delivery receipts on their way from gateways to whichever worker listens, told until one takes them.
final class Receipts {
    private let stage: Stage
    /// A worker that listens, if there is one now.
    private let listener: () -> Life?

    init(_ stage: Stage, listener: @escaping () -> Life?) {
        self.stage = stage
        self.listener = listener
    }

    func tell(_ job: Int, _ tags: [MessageTag]) {
        let fate = stage.fate
        guard !fate.strikes(.noReceipt, job) else { return }
        let isDelivered = !fate.strikes(.undelivered, job)
        post(job, tags, isDelivered)
        if fate.strikes(.receiptTwice, job) { post(job, tags, isDelivered) }
        if fate.strikes(.receiptContradicts, job) { post(job, tags, !isDelivered) }
    }

    private func post(_ job: Int, _ tags: [MessageTag], _ isDelivered: Bool) {
        stage.scheduler.after(stage.fate.number(.receipt, job, in: 10_000...20_000_000)) { [self] in
            knock(job, tags, isDelivered)
        }
    }

    private func knock(_ job: Int, _ tags: [MessageTag], _ isDelivered: Bool) {
        let again = { [self] in
            stage.scheduler.after(5_000_000) { [self] in knock(job, tags, isDelivered) }
        }
        guard let life = listener(), let service = life.service else { return again() }
        let (done, lifeBox) = (Confined(again), Confined(life))
        Task(executorPreference: life.executor) {
            let result = await service.hear(tags, isDelivered: isDelivered)
            let stage = lifeBox.value.stage
            stage.note(
                "a receipt is heard", job: job, "\(isDelivered ? "delivered" : "undelivered"): \(result.rawValue)")
            switch result {
            case .told: stage.ledger.change(job) { $0.receipts.insert(isDelivered) }
            // Its row stays open until somebody sends it on; a real gateway gives up, too.
            case .early where stage.ledger.accounts[job]?.isSetAside == true: break
            case .early, .failed: done.value()
            case .contradicts, .unknown: break
            }
        }
    }
}
