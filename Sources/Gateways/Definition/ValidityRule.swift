import Jobs

/// How a gateway is told how long a message may wait for its recipient.
struct ValidityRule: Sendable {
    enum Unit: String, CaseIterable, Sendable {
        case seconds = "s"
        case milliseconds = "ms"
        case minutes = "min"
        /// The end itself, as `2026-11-22T12:05:00.000Z`; minimum and maximum are in seconds.
        case moment

        /// Rounded down.
        fileprivate func count(in left: Duration) -> Int {
            let (seconds, attoseconds) = left.components
            return switch self {
            case .seconds, .moment: Int(seconds)
            case .milliseconds: Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
            case .minutes: Int(seconds) / 60
            }
        }
    }

    private static let longestLife = Duration.seconds(7 * 24 * 3600)

    let unit: Unit
    /// In the unit.
    let minimum: Int
    /// In the unit; a longer life is cut to it.
    let maximum: Int?

    /// Rounded down: a message must not arrive after it expired. Nil when the gateway would take it for longer than is
    /// left.
    func value(for left: Duration, from now: Timestamp) -> String? {
        let left = min(left, Self.longestLife)
        let units = unit.count(in: left)
        guard units >= minimum else { return nil }
        switch unit {
        case .seconds, .milliseconds, .minutes: return String(min(units, maximum ?? units))
        case .moment: return (now + (maximum.map { min(left, .seconds($0)) } ?? left)).rfc3339
        }
    }
}
