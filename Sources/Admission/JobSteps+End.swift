import Jobs

extension JobSteps {
    enum Ending {
        case sent(Acceptance, receivedAt: Timestamp)
        case rejected(Rejection)
        case superseded
        case refused
        /// Life ran out.
        case exhausted
        /// Policy forbids another try.
        case unknown
    }

    /// The one way for a job to end: state, outcome and allowance change together.
    ///
    /// - Parameter job: the record's own job, or the one that replaces it: they share the subject.
    func end(
        _ record: inout JobRecord, _ ending: Ending, of job: Job, in store: inout some StoreTransaction,
        at now: Timestamp
    ) throws(StoreError) -> OutcomeEvent {
        let outcome = outcome(ending, of: record, job, at: now)
        let event = OutcomeEvent(outcome, of: record.id, like: job, at: now)
        if record.maybeSent == 0, !outcome.isSent {
            try giveBack(record, in: &store, at: now)
            record.conversion = nil
        }
        record.allowances = []
        record.state = .ended(event)
        if case .sent(let acceptance, _) = ending {
            for tag in acceptance.tags { try store.save(record.id, of: tag, keepUntil: record.keepUntil) }
        }
        try store.save(record)
        return event
    }

    /// An attempt that may have been sent forbids every outcome that says "nothing was sent".
    private func outcome(_ ending: Ending, of record: JobRecord, _ job: Job, at now: Timestamp) -> Outcome {
        func failed(_ reason: Outcome.Failure.Reason) -> Outcome {
            let mayHaveBeenSent = record.maybeSent > 0
            return .failed(
                Outcome.Failure(
                    reason: mayHaveBeenSent ? .unknown : reason, attempts: record.attempts,
                    provider: record.provider, answer: record.answer, possibleDuplicate: record.maybeSent > 1))
        }
        switch ending {
        case .sent(let acceptance, let receivedAt):
            return .sent(
                Outcome.Sent(
                    channel: acceptance.channel, provider: acceptance.provider,
                    providerMessageID: acceptance.providerMessageID, attempts: record.attempts,
                    segments: acceptance.segments, queued: receivedAt - job.issuedAt, elapsed: now - receivedAt,
                    remaining: (acceptance.expiresAt ?? job.expiresAt) - now, possibleDuplicate: record.maybeSent > 0,
                    leftOut: job.recipient.isNameLeftOut ? "recipient.name" : nil))
        case .rejected(let rejection) where record.maybeSent == 0:
            return .rejected(rejection)
        case .superseded where record.maybeSent == 0:
            return .rejected(Rejection(.superseded, "a newer request for the same account was admitted"))
        case .rejected, .superseded, .unknown:
            return failed(.unknown)
        case .refused:
            return failed(.refused)
        case .exhausted:
            return failed(.exhausted)
        }
    }
}

extension Outcome {
    fileprivate var isSent: Bool {
        if case .sent = self { true } else { false }
    }
}
