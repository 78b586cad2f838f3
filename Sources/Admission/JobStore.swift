package import Jobs

/// Where workers agree on what happened to a job. Each call is one atomic, durable step of `JobSteps`.
///
/// Duties of an implementation, checked by its conformance suite:
/// 1. A step takes effect wholly or not at all, also when the process is killed, and before its answer is given.
/// 2. Steps of all workers that share the store are in one order.
/// 3. Leases run by the store's clock.
/// 4. When no answer can be given, it throws; the caller then sends nothing.
package protocol JobStore: Sendable {
    /// `judge`, and `begin` if that claims the job, where the store can do both in one step: what a job mostly needs.
    func receive(_ arrival: Arrival) async throws(StoreError) -> Reception

    /// A copy arrived: what is to be done with it?
    func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement

    /// May an attempt begin? Nothing is sent without a `send` from here.
    func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning

    /// What came of the attempt that `begin` allowed.
    func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion

    /// How long until a gateway may be given so many segments, which are its own from now on; nil if that is past the
    /// throttle's patience, and then none are.
    func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration?

    /// May a message that did not arrive go out once more? Nothing is sent again without a `send` from here.
    func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing

    /// What came of it: over, or nothing was sent and it may be tried again.
    func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError)

    /// A gateway tells what became of a message.
    func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing

    /// The user has typed in the code of this job. False if that changes nothing.
    func verify(_ id: JobID) async throws(StoreError) -> Bool

    /// A suspect is to be looked at once more. False if that went wrong too often: nobody should.
    func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool

    /// The suspect's try has ended.
    func acquit(_ suspect: Suspect) async throws(StoreError)
}

extension JobStore {
    /// Two steps, for a store that gains nothing by joining them.
    package func receive(_ arrival: Arrival) async throws(StoreError) -> Reception {
        if let reception = Reception(try await judge(arrival)) { return reception }
        return .begun(try await begin(arrival))
    }
}

package enum Reception: Sendable, Equatable {
    case ended(OutcomeEvent)
    case repeated(OutcomeEvent)
    case duplicate
    case held(for: Duration)
    /// Claimed, and this is what `begin` said.
    case begun(Beginning)

    /// `nil` for a claim: `begin` has the next word.
    init?(_ judgement: Judgement) {
        switch judgement {
        case .ended(let event): self = .ended(event)
        case .repeated(let event): self = .repeated(event)
        case .duplicate: self = .duplicate
        case .held(let wait): self = .held(for: wait)
        case .claimed: return nil
        }
    }
}

package enum Judgement: Sendable, Equatable {
    /// The job is now this worker's: begin.
    case claimed
    /// This step ended the job: publish this, then acknowledge.
    case ended(OutcomeEvent)
    /// The job was over before: publish the same again, then acknowledge.
    case repeated(OutcomeEvent)
    /// The id belongs to another request: tell so under an event id of its own.
    case duplicate
    /// Another worker holds it: look again later.
    case held(for: Duration)
}

package enum Beginning: Sendable, Equatable {
    /// Written as `sending`; the number of this attempt, from 1, and whether it goes by the job's other channel.
    case send(attempt: Int, isDetoured: Bool = false)
    case ended(OutcomeEvent)
    /// An older job of the subject is on the wire; the claim is released.
    case wait
    /// The claim is no longer ours: judge the copy anew.
    case lost
}

package enum Conclusion: Sendable, Equatable {
    case ended(OutcomeEvent)
    /// Not sent, still ours: begin the next attempt.
    case claimed
    /// Not sent and released: put the copy into a delay queue, then acknowledge.
    case released
    case lost
}
