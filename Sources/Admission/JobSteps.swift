package import Jobs

/// The store steps of a job, as pure functions over one transaction and one moment.
///
/// The order is settled in `docs/admission.md`: row first, then content, then state, and only then life, order and limit.
/// Nothing is published here, and nothing is told that is not in the row.
package struct JobSteps: Sendable {
    package let rules: AdmissionRules

    package init(rules: AdmissionRules) {
        self.rules = rules
    }

    package func judge(
        _ arrival: Arrival, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Judgement {
        guard var record = try store.record(arrival.job.id) else {
            return try admit(arrival, in: &store, at: now)
        }
        guard record.fingerprint == arrival.fingerprint else { return .duplicate }
        switch record.state {
        case .ended(let event):
            return .repeated(event)
        case .claimed(let hold) where isRunning(hold, at: now) && hold.token != arrival.token,
            .sending(let hold) where isRunning(hold, at: now) && hold.token != arrival.token:
            return .held(for: hold.until - now)
        case .sending(let hold) where hold.token == arrival.token:
            return .claimed  // its answer was lost; `begin` has the next word
        case .waiting, .claimed:
            break
        case .sending:
            // Its holder is gone: the message may have left.
            record.maybeSent += 1
            (record.provider, record.answer) = (nil, .unknown)
            guard rules.mayResend(arrival.job.kind, after: record.maybeSent) else {
                return .ended(try end(&record, .unknown, of: arrival.job, in: &store, at: now))
            }
        }
        record.state = .claimed(hold(arrival, at: now))
        try store.save(record)
        return .claimed
    }

    /// Both steps in one transaction: as if nothing came in between.
    package func receive(
        _ arrival: Arrival, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Reception {
        if let reception = Reception(try judge(arrival, in: &store, at: now)) { return reception }
        return .begun(try begin(arrival, in: &store, at: now))
    }

    package func begin(
        _ arrival: Arrival, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Beginning {
        guard var record = try store.record(arrival.job.id) else {
            store.note(.forgotten(arrival.job.id))  // nothing has left, so it may begin anew
            return .lost
        }
        let attempt: Int
        switch record.state {
        case .claimed(let hold) where hold.token == arrival.token: attempt = record.attempts + 1
        // Asked again, because the answer was lost: nothing has left without it.
        case .sending(let hold) where hold.token == arrival.token: attempt = record.attempts
        default: return .lost
        }
        guard rules.life.isWorthSending(arrival.job, at: now) else {
            return .ended(try end(&record, .exhausted, of: arrival.job, in: &store, at: now))
        }
        let subject = try store.subject(arrival.subject)
        guard subject?.newest == record.id else {
            return .ended(try end(&record, .superseded, of: arrival.job, in: &store, at: now))
        }
        if try isElderOnWire(than: record.id, of: subject, in: &store, at: now) {
            record.state = .waiting
            try store.save(record)
            return .wait
        }
        record.state = .sending(self.hold(arrival, at: now))
        record.attempts = attempt
        try store.save(record)
        return .send(attempt: attempt, isDetoured: record.isDetoured)
    }

    package func conclude(
        _ arrival: Arrival, _ result: AttemptResult, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Conclusion {
        var record: JobRecord
        if let stored = try store.record(arrival.job.id) {
            record = stored
        } else {
            record = try restore(arrival, in: &store, at: now)
        }
        guard case .sending(let hold) = record.state, hold.token == arrival.token else { return .lost }
        switch result {
        case .accepted(let acceptance):
            return .ended(
                try end(
                    &record, .sent(acceptance, receivedAt: arrival.receivedAt), of: arrival.job, in: &store, at: now))
        case .refused(let provider):
            (record.provider, record.answer) = (provider, .refused)
            return .ended(try end(&record, .refused, of: arrival.job, in: &store, at: now))
        case .notSent(let setback):
            (record.provider, record.answer) = (setback.provider, setback.answer)
            return try resume(&record, after: setback, arrival, in: &store, at: now)
        case .untried(let setback):
            record.attempts -= 1
            if record.attempts == 0 { (record.provider, record.answer) = (setback.provider, setback.answer) }
            return try resume(&record, after: setback, arrival, in: &store, at: now)
        case .maybeSent(let setback):
            record.maybeSent += 1
            (record.provider, record.answer) = (setback.provider, setback.answer)
            return try resume(&record, after: setback, arrival, in: &store, at: now)
        }
    }

    private func resume(
        _ record: inout JobRecord, after setback: Setback, _ arrival: Arrival, in store: inout some StoreTransaction,
        at now: Timestamp
    ) throws(StoreError) -> Conclusion {
        guard record.maybeSent == 0 || rules.mayResend(arrival.job.kind, after: record.maybeSent) else {
            return .ended(try end(&record, .unknown, of: arrival.job, in: &store, at: now))
        }
        guard rules.life.isWorthSending(arrival.job, at: now) else {
            return .ended(try end(&record, .exhausted, of: arrival.job, in: &store, at: now))
        }
        switch setback.next {
        case .tryNow:
            record.state = .claimed(hold(arrival, at: now))
        case .wait:
            record.state = .waiting
        case .detour(let detour):
            if try turn(&record, to: detour, arrival, in: &store, at: now) {
                record.state = .claimed(hold(arrival, at: now))
            } else if setback.answer == .refused {
                return .ended(try end(&record, .refused, of: arrival.job, in: &store, at: now))
            } else {
                record.state = .waiting
            }
        }
        try store.save(record)
        return record.state == .waiting ? .released : .claimed
    }

    func isElderOnWire(
        than id: JobID, of subject: Subject?, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Bool {
        try open(of: subject, in: &store).contains { elder in
            elder.id != id && elder.onWire.map { isRunning($0, at: now) } ?? false
        }
    }

    /// Without those whose row is damaged: nothing is known of them, and the account's next code must not wait for it.
    func open(
        of subject: Subject?, in store: inout some StoreTransaction
    ) throws(StoreError) -> [JobRecord] {
        var records: [JobRecord] = []
        for id in subject?.open ?? [] {
            do {
                if let record = try store.record(id), record.isOpen { records.append(record) }
            } catch {
                guard error.kind == .corrupt else { throw error }
            }
        }
        return records
    }

    /// A lease just given seems to last longer than one when the clock is a little behind the one that it was given by:
    /// it was set back since, or another Redis took over. From further ahead than two it is of no use: waiting for it
    /// could take hours, and its holder's attempt is over long before.
    func isRunning(_ hold: JobRecord.Hold, at now: Timestamp) -> Bool {
        hold.until > now && hold.until <= now + rules.lease * 2
    }

    func hold(_ arrival: Arrival, at now: Timestamp) -> JobRecord.Hold {
        JobRecord.Hold(token: arrival.token, until: now + rules.lease)
    }
}
