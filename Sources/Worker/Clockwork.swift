package import Jobs

/// The two clocks that a job is measured by.
package struct Clockwork: Sendable {
    /// The wall clock: what `expires_at` is compared with.
    package let wall: @Sendable () -> Timestamp
    /// Waits on the clock that nobody sets back; ends early when the task is cancelled.
    package let pause: @Sendable (Duration) async -> Void

    package init(
        wall: @escaping @Sendable () -> Timestamp,
        pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.wall = wall
        self.pause = pause
    }
}
