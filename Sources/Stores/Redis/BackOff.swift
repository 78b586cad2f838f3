/// Waits between attempts to connect: doubling from 50 ms to 2 s, of which up to half is cut at random, so that a fleet
/// does not return to a server all at once.
struct BackOff {
    private var attempts = 0

    /// `chance` from 0 to 1 says how much of the pause is left out.
    mutating func next(chance: Double = .random(in: 0...1)) -> Duration {
        let seconds = min(2, 0.05 * Double(1 << min(attempts, 6)))
        attempts += 1
        return .seconds(seconds * (1 - chance / 2))
    }

    mutating func reset() {
        attempts = 0
    }
}
