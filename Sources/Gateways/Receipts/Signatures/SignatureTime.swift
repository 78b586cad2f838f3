import Jobs

/// When something was signed. An old signature that somebody kept is worth nothing; clocks may differ by some minutes.
struct SignatureTime {
    static let tolerance = Duration.seconds(300)

    private let moment: Timestamp

    /// Seconds since 1970, in digits. Nil for what is no moment near any of ours.
    init?(_ text: String) {
        guard (1...11).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let seconds = Int64(text)
        else { return nil }
        moment = Timestamp(seconds: seconds)
    }

    func isNear(_ now: Timestamp) -> Bool {
        isReached(now) && !isOver(now)
    }

    /// Give or take the tolerance.
    func isReached(_ now: Timestamp) -> Bool {
        moment <= now + Self.tolerance
    }

    /// Give or take the tolerance.
    func isOver(_ now: Timestamp) -> Bool {
        moment + Self.tolerance < now
    }
}
