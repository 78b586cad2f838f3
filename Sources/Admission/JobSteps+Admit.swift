import Jobs

extension JobSteps {
    /// The first copy of an id: it is admitted and claimed, or it ends here. Either way a row remembers it.
    func admit(
        _ arrival: Arrival, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Judgement {
        let job = arrival.job
        var record = JobRecord(
            id: job.id, fingerprint: arrival.fingerprint, subject: arrival.subject, order: arrival.order,
            state: .claimed(hold(arrival, at: now)), keepUntil: keepUntil(job, at: now))
        if arrival.isRemembered {
            // The store had a row when this copy was put aside, and nobody knows what was sent since.
            store.note(.forgotten(job.id))
            record.maybeSent = 1
            guard rules.mayResend(job.kind, after: 1) else {
                return .ended(try end(&record, .unknown, of: job, in: &store, at: now))
            }
        }
        if let objection = rules.life.objection(to: job, at: now) ?? arrival.objection {
            return .ended(try end(&record, .rejected(objection), of: job, in: &store, at: now))
        }
        let newest = try store.subject(arrival.subject)
        if let newest, newest.order > arrival.order, !isAhead(newest.order, at: now) {
            return .ended(try end(&record, .superseded, of: job, in: &store, at: now))
        }
        let open = try open(of: newest, in: &store)
        let unsent = open.filter { $0.onWire == nil }
        // A copy that was known has had its room.
        if !arrival.isRemembered, let refusal = try refusal(of: arrival, replacing: unsent, in: &store, at: now) {
            store.note(.refused(job.id, rule: refusal.rule))
            return .ended(try end(&record, .rejected(refusal.rejection), of: job, in: &store, at: now))
        }
        for var elder in unsent {
            _ = try end(&elder, .superseded, of: job, in: &store, at: now)
        }
        if !arrival.isRemembered { try count(arrival, into: &record, in: &store, at: now) }
        try register(record, of: job, beside: open.filter { $0.onWire != nil }, in: &store, at: now)
        try store.save(record)
        return .claimed
    }

    /// A job that is held, but of which the store knows nothing any more: it must not be sent anew as if it were new.
    /// If the store had a row before this attempt, there may have been others.
    func restore(
        _ arrival: Arrival, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> JobRecord {
        store.note(.forgotten(arrival.job.id))
        let record = JobRecord(
            id: arrival.job.id, fingerprint: arrival.fingerprint, subject: arrival.subject, order: arrival.order,
            state: .sending(hold(arrival, at: now)), attempts: 1, maybeSent: arrival.isRemembered ? 1 : 0,
            keepUntil: keepUntil(arrival.job, at: now))
        let open = try open(of: store.subject(record.subject), in: &store)
        try register(record, of: arrival.job, beside: open, in: &store, at: now)
        return record
    }

    /// - Parameter others: of the subject, that have not ended.
    private func register(
        _ record: JobRecord, of job: Job, beside others: [JobRecord], in store: inout some StoreTransaction,
        at now: Timestamp
    ) throws(StoreError) {
        let keepUntil = now + rules.life.maximumLifetime(of: job) + rules.memory
        var subject =
            try store.subject(record.subject)
            ?? Subject(newest: record.id, order: record.order, open: [], keepUntil: keepUntil)
        if record.order >= subject.order || isAhead(subject.order, at: now) {
            subject.newest = record.id
            subject.order = record.order
        }
        subject.open = others.map(\.id) + [record.id]
        subject.keepUntil = max(subject.keepUntil, keepUntil)
        try store.save(subject, record.subject)
    }

    /// Dated as no admitted job can be: all clocks were ahead then, and have been set back. Until they are there again
    /// the account would get no code.
    private func isAhead(_ order: JobOrder, at now: Timestamp) -> Bool {
        order.issuedAt > now + rules.life.clockSkew
    }

    /// Until no copy and no repeat of the job can come any more. A life longer than allowed does not count; a job that
    /// came dead is remembered from now on.
    private func keepUntil(_ job: Job, at now: Timestamp) -> Timestamp {
        let death = min(job.expiresAt, now + rules.life.maximumLifetime(of: job))
        return max(death, now) + rules.life.clockSkew + rules.memory
    }
}
