import Admission
import Jobs
import Logging
import Messages

extension JobRun {
    /// No attempt lasts longer, whatever life is left.
    private static var longestAttempt: Duration { .seconds(10) }
    /// Kept of the lease, so that what came of the attempt can still be told under it.
    private static var leaseMargin: Duration { .seconds(5) }

    /// Writes the text as it is true now, and makes one attempt within the life and the lease.
    ///
    /// - Parameter outlet: `nil` if nothing is configured for the job's channel.
    func send(
        _ arrival: Arrival, via outlet: (any Outlet)?, _ number: Int, leaseFrom asked: ContinuousClock.Instant,
        next: Setback.Next
    ) async -> AttemptResult {
        let job = arrival.job
        guard let outlet else {
            return .notSent(Setback(provider: "none", answer: .misconfigured, next: .wait))
        }
        let now = worker.clocks.wall()
        let leaseLeft = worker.rules.lease - Self.leaseMargin - (ContinuousClock.now - asked)
        let timeout = min(Self.longestAttempt, leaseLeft, job.expiresAt - now)
        guard worker.rules.life.isWorthSending(job, at: now), timeout > .zero else {
            return .notSent(Setback(provider: outlet.name, answer: .notSent, next: next))
        }
        let letter: Letter
        do {
            letter = try write(job, for: outlet.channel, at: now)
        } catch {
            worker.logger.error(
                "a message cannot be written", metadata: .init([.job: job.id.text, .error: "\(error)"]))
            return .notSent(Setback(provider: outlet.name, answer: .misconfigured, next: next))
        }
        let answer = await outlet.send(letter, of: job.id, timeout: timeout)
        worker.metrics.count(answer.answer, of: outlet.name)
        worker.log(answer, of: outlet.name, job.id, attempt: number)
        return result(answer, from: outlet, letter, next: next)
    }

    private func write(_ job: Job, for channel: Channel, at now: Timestamp) throws(RenderError) -> Letter {
        switch channel {
        case .sms:
            guard let phone = job.recipient.phone else { throw .notForChannel(MessageName(job.content), .sms) }
            return .sms(try worker.renderer.sms(for: job, at: now), to: phone, validity: job.expiresAt - now)
        case .email:
            return .mail(try worker.renderer.mail(for: job, at: now))
        }
    }

    private func result(
        _ answer: Answer, from outlet: any Outlet, _ letter: Letter, next: Setback.Next
    ) -> AttemptResult {
        let setback = Setback(provider: outlet.name, answer: answer.answer, next: next)
        switch answer.answer {
        case .accepted:
            let segments: Int? = if case .sms(let text, _, _) = letter { text.segments } else { nil }
            return .accepted(
                Acceptance(
                    channel: outlet.channel, provider: outlet.name, providerMessageID: answer.id, segments: segments))
        case .refused: return .refused(provider: outlet.name)
        case .retry, .misconfigured, .notSent: return .notSent(setback)
        case .unknown: return .maybeSent(setback)
        }
    }
}

extension Worker {
    fileprivate func log(_ answer: Answer, of outlet: String, _ job: JobID, attempt: Int) {
        let level: Logger.Level =
            switch answer.answer {
            case .accepted: .debug
            case .refused: .info
            case .retry, .notSent, .unknown: .warning
            case .misconfigured: .error
            }
        logger.log(
            level: level, "an attempt was made",
            metadata: .init([
                .job: job.text, .outlet: outlet, .attempt: String(attempt), .answer: answer.answer.rawValue,
                .note: answer.note,
            ]))
    }
}
