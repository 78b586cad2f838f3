/// The fixed delays of the retry queues; a queue each, so that a long wait never stands before a short one.
package enum RetryDelay: String, CaseIterable, Sendable {
    case second = "1s"
    case fiveSeconds = "5s"
    case fifteenSeconds = "15s"
    case minute = "60s"

    package var duration: Duration {
        switch self {
        case .second: .seconds(1)
        case .fiveSeconds: .seconds(5)
        case .fifteenSeconds: .seconds(15)
        case .minute: .seconds(60)
        }
    }

    /// For the copy that goes back for the `count`-th time, from 1: 1 s, 5 s, 15 s, and a minute from then on.
    ///
    /// - Parameter spread: 0 to 1; the highest quarter goes one step shorter, so that what failed together does not come
    ///   back together.
    package init(afterReturns count: Int, spread: Double = 0) {
        let all = Self.allCases
        let step = min(max(count, 1), all.count) - 1
        self = all[spread < 0.75 ? step : max(0, step - 1)]
    }

    /// How long a copy has waited in all that came back `count` times.
    package static func total(ofReturns count: Int) -> Duration {
        let all = Self.allCases
        let first = all.prefix(max(0, count)).reduce(Duration.zero) { $0 + $1.duration }
        return first + Self.minute.duration * max(0, count - all.count)
    }

    /// The longest that is over before `wait` is.
    package init(within wait: Duration) {
        self = Self.allCases.last { $0.duration <= wait } ?? .second
    }
}
