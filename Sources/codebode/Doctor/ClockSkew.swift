import Jobs

/// How far this machine's clock is from another one, as far as a question and an answer can tell.
struct ClockSkew: Equatable {
    /// Codes live for minutes; a second of HTTP's own coarseness is no skew.
    private static let warning = Duration.seconds(2)
    /// `policy.clock_skew` of most: jobs are then refused, or sent too late.
    private static let error = Duration.seconds(30)

    /// Ours is ahead; behind below zero. The least that explains what was told.
    let ahead: Duration

    /// - Parameters:
    ///   - told: when the other clock was read, at the earliest.
    ///   - grain: and how much later at the latest.
    ///   - asked: by our clock, before.
    ///   - answered: by our clock, after.
    init(told: Timestamp, grain: Duration, asked: Timestamp, answered: Timestamp) {
        let least = asked - (told + grain)
        let most = answered - told
        ahead = least > .zero ? least : most < .zero ? most : .zero
    }

    func observation(by whom: String) -> Observation {
        let size = ahead < .zero ? .zero - ahead : ahead
        guard size > Self.warning else { return .well("right, by \(whom)") }
        let seconds = size.components.seconds
        let what = "\(seconds) s \(ahead < .zero ? "behind" : "ahead"), by \(whom)"
        let remedy = "Let NTP set it (timedatectl): the life of codes, leases and limits run by it."
        return size > Self.error ? .error(what, remedy) : .warning(what, remedy)
    }
}
