import Admission
import Jobs
import Logging
import Messages

/// One delivery, from its bytes to what is to be done with it. One line a step; the order is the job protocol's.
///
/// A class, because all of its steps wait somewhere, and each would keep a copy.
final class JobRun: Sendable {
    enum Ending {
        /// - Parameter isRepeat: the job had ended before.
        case tell(OutcomeEvent, isRepeat: Bool = false)
        /// Tells it, and keeps a copy until the message's receipt has come.
        case tellAndWatch(OutcomeEvent, isRepeat: Bool, life: Duration)
        /// - Parameter isRemembered: the store has a row for the job, as far as anybody knows.
        /// - Parameter notBefore: when it may be tried again, if a way has asked for more than the delay.
        case postpone(RetryDelay, life: Duration?, isRemembered: Bool, notBefore: Timestamp? = nil)
        /// The copy has done its duty.
        case done
    }

    /// How an attempt left the job.
    private enum Attempted {
        case ended(OutcomeEvent)
        /// - Parameter wait: until a way is worth trying again.
        case released(wait: Duration?)
        /// An older job of the subject is on the wire.
        case waiting
        /// The row belongs to another by now, or is gone.
        ///
        /// - Parameter hasTried: an attempt was made before.
        case lost(hasTried: Bool)
    }

    let worker: Worker
    /// To the job's end, whatever is changed meanwhile.
    let terms: Terms
    let delivery: JobDelivery
    /// Of a suspect.
    let trial: Trial?

    init(worker: Worker, delivery: JobDelivery, trial: Trial? = nil) {
        self.worker = worker
        terms = worker.terms
        self.delivery = delivery
        self.trial = trial
    }

    func run() async -> Ending {
        let receivedAt = worker.clocks.wall()
        var job: Job
        do {
            job = try terms.reader.read(delivery)
        } catch {
            note(error)
            // What it looks after was told as sent, and a job has one end.
            return delivery.isWatch ? .done : .tell(outcome(of: error))
        }
        job.trace = delivery.trace
        if delivery.isNew { worker.metrics.note(taken: job, at: receivedAt) }
        let arrival = Arrival(
            job, hash: worker.hash, receivedAt: receivedAt,
            objection: terms.destinations.objection(to: job, by: job.channel),
            isRemembered: delivery.isRemembered)
        if let ending = stillWaits(job, at: receivedAt) { return ending }
        var isRemembered = delivery.isRemembered
        do {
            return delivery.isWatch ? try await watch(arrival) : try await settle(arrival, &isRemembered)
        } catch {
            worker.metrics.countStoreFailure()
            worker.log(error, of: job, "the store gave no answer, nothing is sent")
            return later(job, isRemembered)
        }
    }

    /// - Parameter isRemembered: becomes true with the first answer of the store that tells of a row, and stays so if
    ///   no answer comes after that: an attempt may have been made, and a store that has lost the row meanwhile must
    ///   not take the copy for a new job.
    private func settle(_ arrival: Arrival, _ isRemembered: inout Bool) async throws(StoreError) -> Ending {
        var arrival = arrival
        while true {
            let asked = worker.clocks.monotonic()
            let reception = try await claim { [arrival] () async throws(StoreError) in
                try await worker.store.receive(arrival)
            }
            switch reception {
            case .ended(let event):
                return tell(event, of: arrival.job)
            case .repeated(let event):
                return tell(event, of: arrival.job, isRepeat: true)
            case .duplicate:
                let event = OutcomeEvent(duplicate: arrival.job, fingerprint: arrival.fingerprint)
                return tell(event, of: arrival.job)
            case .held(let wait):
                return .postpone(RetryDelay(within: wait), life: nil, isRemembered: true)
            case .begun(let beginning):
                if delivery.isNew, !isRemembered { worker.metrics.count(admitted: arrival.job) }
                isRemembered = true
                switch try await attempt(arrival, beginning, leaseFrom: asked) {
                case .ended(let event): return tell(event, of: arrival.job)
                case .released(let wait): return later(arrival.job, isRemembered, wait: wait)
                // The older one needs seconds, or its lease ends: waits of a minute would be the user's.
                case .waiting:
                    return .postpone(
                        RetryDelay(afterReturns: min(delivery.returns + 1, 2)), life: nil, isRemembered: true)
                case .lost(let hasTried): if hasTried { arrival = arrival.remembered() }
                }
            }
        }
    }

    /// Tries the ways out one after the other, until one settles the matter or all have failed for now.
    ///
    /// - Parameter asked: before the store was asked for this beginning; the lease runs from then on.
    private func attempt(
        _ arrival: Arrival, _ beginning: Beginning, leaseFrom asked: ContinuousClock.Instant
    ) async throws(StoreError) -> Attempted {
        var (arrival, beginning, asked) = (arrival, beginning, asked)
        var trials = Trials()
        var hasTried = false
        while true {
            switch beginning {
            case .ended(let event): return .ended(event)
            case .wait: return .waiting
            case .lost: return .lost(hasTried: hasTried)
            case .send(let number, let isDetoured):
                trial?.end()
                let result = await send(
                    Attempt(arrival: arrival, number: number, isDetoured: isDetoured, leaseFrom: asked),
                    after: &trials)
                hasTried = true
                let mayHaveLeft = if case .maybeSent = result { true } else { false }
                switch try await conclude(arrival, result) {
                case .ended(let event): return .ended(event)
                case .released: return .released(wait: trials.wait)
                case .lost: return .lost(hasTried: true)
                case .claimed:
                    // A store that loses the row from now on must not forget the doubt with it.
                    if mayHaveLeft { arrival = arrival.remembered() }
                    asked = worker.clocks.monotonic()
                    beginning = try await claim { [arrival] () async throws(StoreError) in
                        try await worker.store.begin(arrival)
                    }
                }
            }
        }
    }

    /// A result in hand is not let go while it can still be told: without it the message would be sent again.
    private func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        let life = min(arrival.job.expiresAt - worker.clocks.wall(), Self.longestHold)
        let giveUp = worker.clocks.monotonic() + max(terms.rules.lease, life)
        return try await worker.ask(while: { _ in worker.clocks.monotonic() < giveUp }) { () async throws(StoreError) in
            try await worker.store.conclude(arrival, result)
        }
    }

    /// A moment without an answer is borne; after that the copy waits better in a delay queue. Each step knows its own
    /// claim by the token, so none happens twice.
    func claim<Answer>(_ step: () async throws(StoreError) -> Answer) async throws(StoreError) -> Answer {
        try await worker.ask(while: { failures in failures < 3 }, step)
    }

    /// Below the broker's patience with a delivery that nobody settles (30 minutes).
    private static var longestHold: Duration { .seconds(15 * 60) }

    /// Comes back while it is still worth sending, or as soon as it is not, to be told so.
    func later(_ job: Job, _ isRemembered: Bool, wait: Duration? = nil) -> Ending {
        let life = usefulLife(of: job)
        let delay = RetryDelay(afterReturns: delivery.returns + 1, spread: worker.clocks.spread())
        return .postpone(
            wait.map { RetryDelay(within: $0) } ?? delay, life: life > .zero ? life : nil, isRemembered: isRemembered,
            notBefore: wait.map { worker.clocks.wall() + $0 })
    }

    /// A copy that was asked to wait longer than any delay queue keeps it goes back for the rest of its time. An hour is
    /// the longest that anybody is believed, so a clock that was set back holds nobody up for longer.
    private func stillWaits(_ job: Job, at now: Timestamp) -> Ending? {
        guard let moment = delivery.notBefore, now < moment, moment - now <= .seconds(3_600),
            terms.rules.life.isWorthSending(job, at: moment)
        else { return nil }
        let life = usefulLife(of: job)
        return .postpone(
            RetryDelay(within: moment - now), life: life > .zero ? life : nil, isRemembered: delivery.isRemembered,
            notBefore: moment)
    }

    /// How long the job can still begin an attempt.
    func usefulLife(of job: Job) -> Duration {
        job.expiresAt - worker.clocks.wall() - terms.rules.life.minimumRemaining
    }

    private func note(_ job: UnreadableJob) {
        if let fault = job.fault { worker.metrics.count(fault) }
        worker.log(job, delivery)
    }

    private func outcome(of job: UnreadableJob) -> OutcomeEvent {
        let envelope = "\(delivery.kind.rawValue) \(delivery.contentType ?? "") \(delivery.size) "
        return OutcomeEvent(
            unreadable: job.rejection, kind: delivery.kind,
            subject: delivery.messageID.flatMap { JobID($0) } ?? job.id, trace: delivery.trace,
            fingerprint: worker.hash.digest(Array(envelope.utf8) + delivery.body))
    }
}
