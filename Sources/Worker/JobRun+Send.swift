import Admission
import Jobs
import Logging
import Messages

extension JobRun {
    /// No attempt lasts longer, whatever life is left.
    private static var longestAttempt: Duration { .seconds(10) }
    /// Less is no chance at all.
    private static var shortestShare: Duration { .seconds(1) }
    /// Kept of the lease, so that what came of the attempt can still be told under it.
    private static var leaseMargin: Duration { .seconds(5) }

    /// Picks a way out, writes the text as it is true now, and makes one attempt within the life and the lease.
    ///
    /// - Parameter trials: of this delivery; what is met is added.
    func send(_ attempt: Attempt, after trials: inout Trials) async -> AttemptResult {
        if let wait = terms.rules.life.waitForCode(of: attempt.job, at: worker.clocks.wall()) {
            trials.wait = wait  // whichever way it went, it would come too late
            return .untried(Setback(provider: "none", answer: .notSent, next: .wait))
        }
        let ways = terms.routes.ways(attempt.channel, for: attempt.job)
        guard let pick = await worker.chain.pick(among: ways, not: trials.names) else {
            return untried(attempt, by: "none", ways.isEmpty ? .misconfigured : .notSent, others: 0)
        }
        let outlet = pick.outlet
        trials.names.insert(outlet.name)
        let begun = worker.clocks.monotonic()
        switch await perform(attempt, pick) {
        case .answered(let answer, let written):
            let took = worker.clocks.monotonic() - begun
            if let state = await worker.chain.leave(outlet, answer.verdict, after: took) {
                worker.log(state, of: outlet.name)
            }
            terms.outlet(outlet.name)?.note(answer.answer, after: took)
            if answer.answer == .accepted { note(written, of: attempt.job, by: outlet, after: took) }
            worker.log(answer, of: outlet.name, attempt)
            if answer.concern == .message, let pause = answer.pause { trials.wait = max(trials.wait ?? .zero, pause) }
            return result(answer, attempt, pick, written)
        case .unused(let answer):
            _ = await worker.chain.leave(outlet, .unused, after: .zero)
            return untried(attempt, by: outlet.name, answer, others: pick.others)
        }
    }

    private enum Performed {
        case answered(Answer, Written)
        /// The way was not used: nothing is known of it.
        case unused(AnswerClass)
    }

    private struct Written {
        let letter: Letter
        let expiresAt: Timestamp
    }

    private func perform(_ attempt: Attempt, _ pick: Chain.Pick) async -> Performed {
        do {
            var written = try write(attempt, for: pick.outlet.channel)
            if let throttle = pick.outlet.throttle, case .sms(let text, _, _) = written.letter {
                guard let wait = try await worker.store.reserve(text.segments, of: throttle) else {
                    terms.outlet(pick.outlet.name)?.countThrottled()
                    return .unused(.notSent)
                }
                if wait > .zero {
                    await worker.clocks.pause(wait)
                    written = try write(attempt, for: pick.outlet.channel)
                }
            }
            guard let timeout = timeout(of: attempt, until: written.expiresAt, others: pick.others) else {
                return .unused(.notSent)
            }
            let answer = await pick.outlet.send(
                written.letter, of: attempt.job.id, trace: attempt.job.trace, timeout: timeout)
            guard answer.concern == .unfit else { return .answered(answer, written) }
            worker.log(answer, of: pick.outlet.name, attempt)
            return .unused(answer.answer)
        } catch let error as StoreError {
            worker.metrics.countStoreFailure()
            worker.log(error, of: attempt.job, "a gateway's throttle cannot be asked, nothing is sent there")
            return .unused(.notSent)
        } catch {
            worker.log(error, of: attempt.job, "a message cannot be written")
            return .unused(.misconfigured)
        }
    }

    /// What is left of the life is shared out over the ways that could still be tried; the last one may have it all.
    ///
    /// - Returns: nil if nothing may begin any more.
    private func timeout(of attempt: Attempt, until end: Timestamp, others: Int) -> Duration? {
        let now = worker.clocks.wall()
        let life = end - now
        guard life > .zero, life >= terms.rules.life.minimumRemaining else { return nil }
        let leaseLeft = terms.rules.lease - Self.leaseMargin - (worker.clocks.monotonic() - attempt.leaseFrom)
        let share = others == 0 ? life : max(Self.shortestShare, usefulLife(of: attempt.job) / (others + 1))
        let timeout = min(Self.longestAttempt, leaseLeft, life, share)
        return timeout > .zero ? timeout : nil
    }

    private func write(_ attempt: Attempt, for channel: Channel) throws(RenderError) -> Written {
        let now = worker.clocks.wall()
        let job = attempt.job.dated(at: now, by: terms.rules.life)
        switch channel {
        case .sms:
            guard let phone = job.recipient.phone else { throw .notForChannel(MessageName(job.content), .sms) }
            let text = try terms.renderer.sms(for: job, at: now)
            return Written(
                letter: .sms(text, to: phone, validity: job.expiresAt - now), expiresAt: job.expiresAt)
        case .email:
            return Written(letter: .mail(try terms.renderer.mail(for: job, at: now)), expiresAt: job.expiresAt)
        }
    }

    private func note(_ written: Written, of job: Job, by outlet: any Outlet, after took: Duration) {
        worker.metrics.note(
            accepted: job, by: outlet.channel, until: written.expiresAt, after: took, at: worker.clocks.wall())
        if case .sms(let text, let phone, _) = written.letter {
            terms.outlet(outlet.name)?.count(segments: text.segments, to: phone.region)
        }
    }

    private func result(
        _ answer: Answer, _ attempt: Attempt, _ pick: Chain.Pick, _ written: Written
    ) -> AttemptResult {
        let name = pick.outlet.name
        switch answer.answer {
        case .accepted:
            let segments: Int? = if case .sms(let text, _, _) = written.letter { text.segments } else { nil }
            return .accepted(
                Acceptance(
                    channel: pick.outlet.channel, provider: name, providerMessageID: answer.id, segments: segments,
                    expiresAt: written.expiresAt, tags: pick.outlet.sendsReceipts ? answer.tags(of: name) : []))
        case .refused, .retry, .misconfigured, .notSent:
            return setBack(attempt, by: name, answer.answer, others: pick.others)
        case .unknown:
            let next = next(after: .unknown, attempt, others: pick.others)
            return .maybeSent(Setback(provider: name, answer: .unknown, next: next))
        }
    }

    private func setBack(
        _ attempt: Attempt, by name: String, _ answer: AnswerClass, others: Int
    ) -> AttemptResult {
        let next = next(after: answer, attempt, others: others)
        if answer == .refused, next == .wait { return .refused(provider: name) }
        return .notSent(Setback(provider: name, answer: answer, next: next))
    }

    private func untried(
        _ attempt: Attempt, by name: String, _ answer: AnswerClass, others: Int
    ) -> AttemptResult {
        .untried(Setback(provider: name, answer: answer, next: next(after: answer, attempt, others: others)))
    }

    /// A message that is refused is refused by every gateway: only the other channel is left. It is also taken when no
    /// later try by this one could begin in time.
    private func next(after answer: AnswerClass, _ attempt: Attempt, others: Int) -> Setback.Next {
        if answer != .refused, others > 0 { return .tryNow }
        let delay = RetryDelay(afterReturns: delivery.returns + 1).duration
        let isLastChance = usefulLife(of: attempt.job) <= delay
        guard answer == .refused || isLastChance,
            let detour = detour(attempt.job, isDetoured: attempt.isDetoured)
        else { return .wait }
        return .detour(detour)
    }

    func detour(_ job: Job, isDetoured: Bool) -> Detour? {
        guard !isDetoured, let channel = terms.rules.otherChannel(of: job),
            !terms.routes.ways(channel, for: job).isEmpty,
            terms.destinations.objection(to: job, by: channel) == nil
        else { return nil }
        return Detour(of: job, to: channel, hash: worker.hash)
    }
}

extension Answer {
    fileprivate func tags(of gateway: String) -> [MessageTag] {
        [id, reference].compactMap { text in text.map { MessageTag(gateway: gateway, text: $0) } }
    }

    /// What it says of the way, not of the message.
    fileprivate var verdict: CircuitBreaker.Verdict {
        switch answer {
        case .accepted, .refused: .worked
        case .retry where concern == .message: .worked
        case .retry: pause.map { .busy(for: $0) } ?? .failed
        case .misconfigured, .notSent, .unknown: .failed
        }
    }
}
