package import Jobs

/// At most `count` different numbers of one block of a hundred within `window`: toll fraud writes to …01, …02, …03,
/// people's numbers lie apart.
///
/// Counters of a block: by a number's last two digits, when a message to it was last admitted, in microseconds since
/// 1970. Writing again to a number that is there already is left to the limits.
package struct NeighbourRule: Sendable, Equatable {
    package let name: String
    /// At least one.
    package let count: Int
    package let window: Duration
    package let mode: RuleMode

    package init(name: String, count: Int, window: Duration, mode: RuleMode = .enforce) {
        self.name = name
        self.count = count
        self.window = window
        self.mode = mode
    }

    /// How long until there is room for this number; nil when there is.
    ///
    /// A stored moment later than now counts as now, so a clock set back gives nothing away and no wait is longer than
    /// the window.
    package func objection(to lastTwo: String, in block: Counters, at now: Timestamp) -> Duration? {
        if let own = block[lastTwo], isWithin(own, at: now) { return nil }
        let moments = block.map(\.value).filter { isWithin($0, at: now) }.sorted()
        guard moments.count >= count else { return nil }
        let lastToGo = min(moments[moments.count - count], now.microseconds)
        return .microseconds(lastToGo + window.wholeMicroseconds - now.microseconds)
    }

    /// What an admitted message changes: its own digits, and those that the window has left behind.
    package func changes(
        for lastTwo: String, in block: Counters, at now: Timestamp
    ) -> [String: CounterChange] {
        var changes: [String: CounterChange] = [:]
        for (digits, moment) in block where !isWithin(moment, at: now) { changes[digits] = .drop }
        changes[lastTwo] = .set(now.microseconds)
        return changes
    }

    private func isWithin(_ moment: Int64, at now: Timestamp) -> Bool {
        moment > now.microseconds - window.wholeMicroseconds
    }
}
