import Jobs

/// How many probes in a row have failed: one lost message is no outage.
struct ProbeStreak: Sendable {
    /// Up to the last probe.
    private(set) var failures = 0
    /// Up to the one before it.
    private var before = 0
    private var due: Timestamp?

    /// What is known of a probe changes: one that was sent may be told as lost later.
    mutating func add(_ result: ProbeResult) {
        if result.due != due { (due, before) = (result.due, failures) }
        failures = result.isWell ? 0 : before + 1
    }
}
