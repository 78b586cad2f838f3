package import Jobs

/// When probes are due: at the same moments for all workers, whenever each of them was started.
package struct ProbeSchedule: Sendable, Equatable {
    package let interval: Duration
    /// Of each probe.
    package let life: Duration

    /// Nobody waits longer for a code.
    private static let longestLife = Duration.seconds(300)

    /// - Parameter longest: life that a code may have.
    package init(every interval: Duration, longest: Duration) {
        self.interval = interval
        // It is over, and judged, before the next one begins.
        life = min(interval - interval / 10, longest, Self.longestLife)
    }

    package func next(after now: Timestamp) -> Timestamp {
        let step = interval.wholeMicroseconds
        return Timestamp(microseconds: (now.microseconds / step + 1) * step)
    }
}
