import Jobs

/// What a gateway lets us in with for a while.
struct AccessToken: Sendable {
    let secret: Secret
    /// Tells it from the ones before.
    let number: Int
    let goodUntil: ContinuousClock.Instant
    /// Whether it came in place of one that the gateway refused, and has not worked yet.
    var isOnTrial: Bool
}
