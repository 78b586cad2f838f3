/// What became of a signal; a label of its metric.
enum SignalResult: String, CaseIterable, Sendable {
    /// One more code is known to be used.
    case counted
    /// It changes nothing: the store does not know the job, no code went by SMS, or the code was counted before.
    case unknown
    /// It cannot be read, and lies with the dead letters.
    case malformed
    /// The store gave no answer for too long; it lies with the dead letters.
    case givenUp = "given_up"
}
