package import Jobs

/// The two clocks that a job is measured by, and the chance that keeps jobs from waking all at once.
package struct Clockwork: Sendable {
    /// The wall clock: what `expires_at` is compared with.
    package let wall: @Sendable () -> Timestamp
    /// The clock that nobody sets back.
    package let monotonic: @Sendable () -> ContinuousClock.Instant
    /// Waits on that clock; ends early when the task is cancelled.
    package let pause: @Sendable (Duration) async -> Void
    /// From 0 to 1.
    package let spread: @Sendable () -> Double

    package init(
        wall: @escaping @Sendable () -> Timestamp,
        monotonic: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) },
        spread: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.wall = wall
        self.monotonic = monotonic
        self.pause = pause
        self.spread = spread
    }
}
