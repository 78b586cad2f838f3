package import Jobs

extension JobSteps {
    /// A gateway tells what became of a message. The first word counts: receipts come twice, and in any order.
    ///
    /// - Parameter tags: of one message, as the receipt names it.
    package func hear(
        _ tags: [MessageTag], isDelivered: Bool, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Hearing {
        guard let id = try job(of: tags, in: &store), var record = try store.record(id) else { return .unknown }
        guard case .ended(let sent) = record.state else { return .early }
        if let delivery = record.delivery, delivery.isDelivered != isDelivered { return .settled }
        let delivery = record.delivery ?? JobRecord.Delivery(isDelivered: isDelivered, at: now)
        guard let event = OutcomeEvent(isDelivered: isDelivered, following: sent, at: delivery.at) else {
            return .unknown
        }
        if record.delivery == nil {
            record.delivery = delivery
            try store.save(record)
        }
        return .tell(event)
    }

    /// A receipt may be sooner than the answer to the sending, after which the tags are known; then a reference that is
    /// the job's id tells that it will be.
    private func job(of tags: [MessageTag], in store: inout some StoreTransaction) throws(StoreError) -> JobID? {
        for tag in tags {
            if let id = try store.job(of: tag) { return id }
        }
        for tag in tags {
            guard let id = JobID(tag.text), let record = try store.record(id) else { continue }
            if case .ended = record.state { continue }
            return id
        }
        return nil
    }
}
