/// Whether a way out is worth trying, told from what came of the last attempts there.
///
/// - Closed: everything goes through, until three attempts in a row fail, or half of at least five within half a minute,
///   or four in five of them are slow.
/// - Open: nothing does for a while: five seconds, and twice as long each time a trial fails, up to a minute. Where it is
///   the only way there is nothing to spare: a trial each second.
/// - On trial: one attempt goes through, and its result decides.
/// - Recovering: traffic drifts back, every eighth attempt, then every fourth, every second, all; three that work are a
///   step, one that fails opens it again.
package struct CircuitBreaker: Sendable, Equatable {
    package enum Verdict: Sendable {
        case worked
        case failed
        /// It asks to be left alone for so long.
        case busy(for: Duration)
        /// Nothing was attempted after all.
        case unused
    }

    package enum State: Sendable, Equatable {
        case closed
        /// - Parameter isSlow: it answers, but late: better than nothing where it is the only way.
        case open(since: ContinuousClock.Instant, until: ContinuousClock.Instant, isSlow: Bool)
        case onTrial(since: ContinuousClock.Instant)
        /// - Parameters:
        ///   - share: one in so many attempts goes through.
        ///   - worked: how many did at this share.
        case recovering(share: Int, worked: Int)
    }

    /// An answer that takes longer is of little use to somebody who waits for a code.
    package static let slowness = Duration.seconds(5)
    private static let shortestRest = Duration.seconds(5)
    private static let restOfOnlyWay = Duration.seconds(1)
    private static let longestRest = Duration.seconds(60)
    /// A trial ends by its own time-out well before.
    private static let longestTrial = Duration.seconds(30)

    package private(set) var state = State.closed
    private var recent = AttemptWindow()
    private var failuresInARow = 0
    private var rest = Self.shortestRest
    private var asked = 0

    package init() {}

    /// Nothing can go through now, unless it is the only way.
    package func isShut(at now: ContinuousClock.Instant) -> Bool {
        switch state {
        case .open(_, let until, _): now < until
        case .onTrial(let since): now < since + Self.longestTrial
        case .closed, .recovering: false
        }
    }

    /// May one attempt begin? Whoever hears yes tells with `leave` what came of it.
    package mutating func enter(isOnlyWay: Bool, at now: ContinuousClock.Instant) -> Bool {
        switch state {
        case .closed:
            return true
        case .open(_, _, isSlow: true) where isOnlyWay:
            return true
        case .open(let since, _, _) where isOnlyWay && now >= since + Self.restOfOnlyWay:
            state = .onTrial(since: now)
            return true
        case .open, .onTrial:
            if isShut(at: now) { return false }
            state = .onTrial(since: now)
            return true
        case .recovering(let share, _):
            asked += 1
            return isOnlyWay || asked % share == 0
        }
    }

    package mutating func leave(_ verdict: Verdict, after time: Duration, at now: ContinuousClock.Instant) {
        switch (verdict, state) {
        case (.unused, .onTrial):
            state = .open(since: now, until: now, isSlow: false)
        case (.unused, _):
            break
        case (.busy(let wait), _):
            open(for: min(max(wait, .seconds(1)), Self.longestRest), isSlow: false, at: now)
        case (.worked, .closed):
            note(isFailure: false, isSlow: time >= Self.slowness, at: now)
        case (.failed, .closed):
            note(isFailure: true, isSlow: time >= Self.slowness, at: now)
        case (.worked, .onTrial):
            state = .recovering(share: 8, worked: 1)
        case (.worked, .recovering(let share, let worked)):
            recover(share, worked + 1)
        case (.failed, .onTrial):
            rest = min(rest * 2, Self.longestRest)
            open(for: rest, isSlow: false, at: now)
        case (.failed, .recovering):
            open(for: rest, isSlow: false, at: now)
        case (.worked, .open), (.failed, .open):
            break  // begun before it opened
        }
    }

    private mutating func note(isFailure: Bool, isSlow: Bool, at now: ContinuousClock.Instant) {
        recent.add(isFailure: isFailure, isSlow: isSlow, at: now)
        failuresInARow = isFailure ? failuresInARow + 1 : 0
        let isFailing = failuresInARow >= 3 || recent.attempts >= 5 && recent.failures * 2 >= recent.attempts
        let isDragging = recent.attempts >= 5 && recent.slow * 5 >= recent.attempts * 4
        if isFailing || isDragging { open(for: rest, isSlow: !isFailing, at: now) }
    }

    private mutating func recover(_ share: Int, _ worked: Int) {
        guard worked >= 3 else {
            state = .recovering(share: share, worked: worked)
            return
        }
        if share > 2 {
            state = .recovering(share: share / 2, worked: 0)
        } else {
            self = CircuitBreaker()
        }
    }

    private mutating func open(for span: Duration, isSlow: Bool, at now: ContinuousClock.Instant) {
        state = .open(since: now, until: now + span, isSlow: isSlow)
        recent = AttemptWindow()
        failuresInARow = 0
    }
}
