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
        if let objection = rules.life.objection(to: job, at: now) ?? arrival.objection {
            return .ended(try end(&record, .rejected(objection), of: job, in: &store, at: now))
        }
        let newest = try store.register(of: arrival.subject)
        if let newest, newest.order > arrival.order {
            return .ended(try end(&record, .superseded, of: job, in: &store, at: now))
        }
        let unsent = try store.unended(of: arrival.subject, except: job.id).filter { !$0.isSending }
        if let retryAfter = try refusal(of: arrival, replacing: unsent, in: &store, at: now) {
            let rejection = Rejection(
                .rateLimited, "too many requests for this recipient, account or region",
                retryAfter: (retryAfter.wholeMicroseconds + 999_999) / 1_000_000)
            return .ended(try end(&record, .rejected(rejection), of: job, in: &store, at: now))
        }
        for var elder in unsent {
            _ = try end(&elder, .superseded, of: job, in: &store, at: now)
        }
        record.allowances = try takeAllowances(arrival, in: &store, at: now)
        let keepUntil = now + rules.life.maximumLifetime(of: job) + rules.memory
        try store.save(
            Register(
                id: job.id, order: arrival.order, keepUntil: max(keepUntil, newest?.keepUntil ?? keepUntil)),
            of: arrival.subject)
        try store.save(record)
        return .claimed
    }

    /// How long to wait for room in every limit, counting as free what the elders that this job replaces would give
    /// back; `nil` if there is room now.
    private func refusal(
        of arrival: Arrival, replacing elders: [JobRecord], in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Duration? {
        var longest: Duration?
        for limit in rules.limits {
            guard let key = arrival.key(for: limit) else { continue }
            var stored = try store.allowance(key)
            for elder in elders where elder.maybeSent == 0 {
                if let whole = stored, let taken = elder.allowances[key] {
                    stored = limit.give(whole, taken: taken, at: now)
                }
            }
            if case .refused(let retryAfter) = limit.take(stored, at: now) {
                longest = max(longest ?? .zero, retryAfter)
            }
        }
        return longest
    }

    /// Called when every limit has room; returns what to give back should nothing be sent.
    private func takeAllowances(
        _ arrival: Arrival, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> [String: Timestamp] {
        var taken: [String: Timestamp] = [:]
        for limit in rules.limits {
            guard let key = arrival.key(for: limit) else { continue }
            if case .taken(let next) = limit.take(try store.allowance(key), at: now) {
                try store.save(allowance: next, key)
                taken[key] = next
            }
        }
        return taken
    }

    /// Until no copy and no repeat of the job can come any more. A life longer than allowed does not count; a job that
    /// came dead is remembered from now on.
    private func keepUntil(_ job: Job, at now: Timestamp) -> Timestamp {
        let death = min(job.expiresAt, now + rules.life.maximumLifetime(of: job))
        return max(death, now) + rules.life.clockSkew + rules.memory
    }
}
