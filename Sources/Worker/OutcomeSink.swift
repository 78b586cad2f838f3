package import Admission
package import Jobs

/// Where outcomes go, and copies that must wait. Each call returns when the broker has taken responsibility.
///
/// None is cut off by cancellation: a job that was begun is also ended.
package protocol OutcomeSink: Sendable {
    /// To the outcomes' exchange, and to the publisher's own queue if it named one in `delivery`.
    func publish(_ event: OutcomeEvent, answering delivery: JobDelivery) async throws(SinkError)

    /// What a receipt tells long after the job has ended.
    func publish(_ event: OutcomeEvent) async throws(SinkError)

    /// Puts a copy where it comes back from after `delay`, or when `life` is over if that is sooner.
    func postpone(_ delivery: JobDelivery, by delay: RetryDelay, life: Duration?) async throws(SinkError)

    /// The same for a signal, which has no life of its own.
    func postpone(_ delivery: SignalDelivery, by delay: RetryDelay) async throws(SinkError)

    /// Puts a copy with the dead letters.
    ///
    /// - Parameter detail: in words; holds nothing of the message.
    func setAside(_ delivery: InboundDelivery, _ reason: SetAsideReason, _ detail: String) async throws(SinkError)
}

/// The broker did not take a message for certain; it may be tried again.
package struct SinkError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
