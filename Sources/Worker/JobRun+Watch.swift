import Admission
import Jobs
import Logging

/// Gateways take messages that never arrive, and say so later. The text is in no store, so the broker keeps a copy of the
/// job until then.
extension JobRun {
    /// A job that was sent is watched if it could still go another way.
    func tell(_ event: OutcomeEvent, of job: Job, isRepeat: Bool = false) -> Ending {
        worker.log(event, of: job)
        let life = usefulLife(of: job)
        let isWatched = life > .zero && terms.rules.mayFallBack(job) && mayTellLater(event, of: job)
        return isWatched ? .tellAndWatch(event, isRepeat: isRepeat, life: life) : .tell(event, isRepeat: isRepeat)
    }

    /// A watching copy came back.
    func watch(_ arrival: Arrival) async throws(StoreError) -> Ending {
        var trials = Trials()
        while true {
            let asked = worker.clocks.monotonic()
            let rescuing = try await claim { () async throws(StoreError) in
                try await worker.store.rescue(arrival, by: detour(arrival.job, isDetoured: false))
            }
            switch rescuing {
            case .over: return .done
            case .wait: return later(arrival.job, true)
            case .send(let number, let isDetoured, let provider):
                trial?.end()
                trials.names.insert(provider)
                let attempt = Attempt(arrival: arrival, number: number, isDetoured: isDetoured, leaseFrom: asked)
                let result = await send(attempt, after: &trials)
                let next = next(after: result)
                try await claim { () async throws(StoreError) in
                    try await worker.store.endRescue(arrival, isOver: next == nil)
                }
                worker.metrics.count(rescue: result.isAccepted)
                worker.log(rescued: result.isAccepted, arrival.job)
                switch next {
                case nil: return .done
                case .tryNow: continue
                // The store takes the other channel first where it may, so there is no room there.
                case .wait, .detour: return later(arrival.job, true, wait: trials.wait)
                }
            }
        }
    }

    /// `nil` if nothing more is to be done: it went out, or perhaps did, or is refused there, too.
    private func next(after result: AttemptResult) -> Setback.Next? {
        switch result {
        case .accepted, .refused, .maybeSent: nil
        case .notSent(let setback), .untried(let setback): setback.next
        }
    }

    /// Whoever took the message tells what became of it.
    private func mayTellLater(_ event: OutcomeEvent, of job: Job) -> Bool {
        guard case .sent(.sms)? = event.fate, let taker = event.providerOfSent else { return false }
        return terms.routes.ways(.sms, for: job).contains { $0.sendsReceipts && $0.name == taker }
    }
}

extension AttemptResult {
    fileprivate var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }
}
