package import Jobs

/// At most `count` different numbers of one block of a hundred within `window`: toll fraud writes to …01, …02, …03,
/// people's numbers lie apart.
///
/// Counters of a block, besides its version: by a number's last two digits, when a message to it was last admitted, in
/// microseconds since 1970. Writing again to a number that is there already is left to the limits.
package struct NeighbourRule: Sendable, Equatable {
    package let name: String
    /// At least one.
    package let count: Int
    package let window: Duration
    package let mode: RuleMode

    package init(name: String, count: Int, window: Duration, mode: RuleMode = .record) {
        self.name = name
        self.count = count
        self.window = window
        self.mode = mode
    }

    /// How long until there is room for this number; nil when there is.
    ///
    /// A stored moment up to a minute later than now counts as now, so clocks that differ a little give nothing away and no
    /// wait is longer than the window.
    package func objection(to lastTwo: String, in block: Counters, at now: Timestamp) -> Duration? {
        if let own = block[lastTwo], isWithin(own, at: now) { return nil }
        let moments = block.filter { $0.key != Self.version && isWithin($0.value, at: now) }.map(\.value).sorted()
        guard moments.count >= count else { return nil }
        let lastToGo = min(moments[moments.count - count], now.microseconds)
        return .microseconds(lastToGo + window.wholeMicroseconds - now.microseconds)
    }

    /// What an admitted message changes: its own digits, and those that the window has left behind.
    package func changes(
        for lastTwo: String, in block: Counters, at now: Timestamp
    ) -> [FieldChange] {
        var changes = [FieldChange(lastTwo, .set(now.microseconds))]
        for (digits, moment) in block
        where digits != Self.version && digits != lastTwo && !isWithin(moment, at: now) {
            changes.append(FieldChange(digits, .drop))
        }
        if mode == .enforce {
            let seen = block[Self.version] ?? 0
            changes.append(FieldChange(Self.version, .take(from: 0, by: 1, ceiling: seen + 1)))
        }
        return changes
    }

    /// Counts the changes of a block: one that was decided by an older block than the store has finds no room. Which
    /// numbers are new to a block cannot be told from one field.
    private static let version = "#"

    /// A moment more than a minute ahead is of a clock that was set back since.
    private func isWithin(_ moment: Int64, at now: Timestamp) -> Bool {
        moment > now.microseconds - window.wholeMicroseconds && moment <= now.microseconds + 60_000_000
    }
}
