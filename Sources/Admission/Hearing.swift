package import Jobs

/// What a delivery receipt is good for.
package enum Hearing: Sendable, Equatable {
    /// Publish this; the same event for the same receipt.
    case tell(OutcomeEvent)
    /// Another receipt of the message said the opposite before.
    case settled
    /// The answer to the sending is not written down yet: the gateway should tell again.
    case early
    /// Of no message that was sent, as far as anybody remembers.
    case unknown
}
