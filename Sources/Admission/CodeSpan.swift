import Jobs

/// The spans that codes are counted by: fine ones for the last hour, coarse ones for the day, days for the fortnight.
enum CodeSpan {
    case slot
    case stretch
    case day

    var seconds: Int64 {
        switch self {
        case .slot: 300
        case .stretch: 7_200
        case .day: 86_400
        }
    }

    /// How many are looked at, the current one among them.
    var kept: Int64 {
        switch self {
        case .slot: 14
        case .stretch: 13
        case .day: 15
        }
    }

    func index(of moment: Timestamp) -> Int64 {
        moment.microseconds / (seconds * 1_000_000)
    }
}
