package import Jobs

extension JobSteps {
    /// Looks after a job that was sent: if its receipt says that it did not arrive, and a message is still of use, it may
    /// go out once more.
    ///
    /// The job has ended and stays so: a repeat hears `sent`, and whoever reads outcomes `undelivered`. But while the
    /// attempt is on the wire the subject knows of it, so that a newer code waits for it as for any other.
    ///
    /// - Parameter detour: the other channel, if the job may take it; a number that got nothing will get nothing from
    ///   another gateway either, as a rule.
    package func rescue(
        _ arrival: Arrival, by detour: Detour?, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Rescuing {
        guard var record = try store.record(arrival.job.id), record.fingerprint == arrival.fingerprint,
            case .ended(let event) = record.state, let provider = event.providerOfSent,
            record.delivery?.isDelivered != true, rules.life.isWorthSending(arrival.job, at: now),
            var subject = try store.subject(arrival.subject), subject.newest == record.id
        else { return .over }
        guard record.delivery != nil else { return .wait }
        switch record.rescue {
        case .over:
            return .over
        case .running(let hold) where hold.token != arrival.token:
            if isRunning(hold, at: now) { return .wait }
            // Its holder is gone, and the message may have left.
            try endRescue(&record, isOver: true, in: &store)
            return .over
        case .running, nil:
            break
        }
        guard try !isElderOnWire(than: record.id, of: subject, in: &store, at: now) else { return .wait }
        if let detour, try turn(&record, to: detour, arrival, in: &store, at: now) { record.allowances = [] }
        if record.rescue == nil {
            record.attempts += 1
            if !subject.open.contains(record.id) {
                subject.open.append(record.id)
                try store.save(subject, record.subject)
            }
        }
        record.rescue = .running(hold(arrival, at: now))
        try store.save(record)
        return .send(attempt: record.attempts, isDetoured: record.isDetoured, not: provider)
    }

    /// - Parameter isOver: false if nothing was sent and it may be tried again.
    package func endRescue(
        _ arrival: Arrival, isOver: Bool, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) {
        guard var record = try store.record(arrival.job.id), case .running(let hold)? = record.rescue,
            hold.token == arrival.token
        else { return }
        try endRescue(&record, isOver: isOver, in: &store)
    }

    private func endRescue(
        _ record: inout JobRecord, isOver: Bool, in store: inout some StoreTransaction
    ) throws(StoreError) {
        record.rescue = isOver ? .over : nil
        try store.save(record)
    }
}
