/// Resumed when a message's fate is known.
typealias PublishSlot = CheckedContinuation<Result<Void, PublishError>, Never>

/// A message that was not written yet.
struct WaitingMessage {
    let message: Message
    let deadline: ContinuousClock.Instant
    let slot: PublishSlot
}
