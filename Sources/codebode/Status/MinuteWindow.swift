/// By how much counters grew in the last minute, from looks at them every few seconds: jobs are counted once, by the
/// metrics.
struct MinuteWindow {
    private static let span = Duration.seconds(60)

    private var looks: [(at: ContinuousClock.Instant, totals: JobTotals)] = []

    /// Of the last minute, or of as much of it as was looked at.
    var growth: JobTotals {
        guard let first = looks.first, let last = looks.last else { return JobTotals() }
        return last.totals - first.totals
    }

    mutating func add(_ totals: JobTotals, at now: ContinuousClock.Instant) {
        looks.append((now, totals))
        // The last look that is a minute old stays: the growth since then is wanted.
        let old = looks.lastIndex { $0.at <= now - Self.span } ?? 0
        looks.removeFirst(old)
    }
}
