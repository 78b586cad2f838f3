/// How a gateway is told how long a message may wait for its recipient.
struct ValidityRule: Sendable {
    enum Unit: String, CaseIterable, Sendable {
        case seconds = "s"
        case milliseconds = "ms"
        case minutes = "min"

        /// Rounded down.
        fileprivate func count(in left: Duration) -> Int {
            let (seconds, attoseconds) = min(left, .seconds(7 * 24 * 3600)).components  // no message lives longer
            return switch self {
            case .seconds: Int(seconds)
            case .milliseconds: Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
            case .minutes: Int(seconds) / 60
            }
        }
    }

    let unit: Unit
    /// In the unit.
    let minimum: Int
    /// In the unit; a longer life is cut to it.
    let maximum: Int?

    /// In the unit, rounded down: a message must not arrive after it expired. Nil when the gateway would take it for
    /// longer than is left.
    func value(for left: Duration) -> Int? {
        let units = unit.count(in: left)
        guard units >= minimum else { return nil }
        return min(units, maximum ?? units)
    }
}
