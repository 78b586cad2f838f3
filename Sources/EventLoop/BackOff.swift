/// Waits between attempts to connect: doubling from the first to the longest, of which up to half is cut at random, so
/// that a fleet does not return to a server all at once.
package struct BackOff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var attempts = 0

    package init(from first: Duration, to longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// `chance` from 0 to 1 says how much of the pause is left out.
    package mutating func next(chance: Double = .random(in: 0...1)) -> Duration {
        let pause = min(longest, first * (1 << min(attempts, 16)))
        attempts += 1
        return pause * (1 - chance / 2)
    }

    package mutating func reset() {
        attempts = 0
    }
}
