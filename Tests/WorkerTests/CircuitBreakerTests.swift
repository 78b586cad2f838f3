import Testing

@testable import Worker

@Suite("A way out that does not work is left alone")
struct CircuitBreakerTests {
    private let start = ContinuousClock.now
    private let quick = Duration.milliseconds(50)

    private func moment(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    /// One attempt, if the breaker lets it through.
    @discardableResult
    private func attempt(
        _ breaker: inout CircuitBreaker, _ verdict: CircuitBreaker.Verdict, at seconds: Double,
        taking time: Duration? = nil
    ) -> Bool {
        guard breaker.enter(isOnlyWay: false, at: moment(seconds)) else { return false }
        breaker.leave(verdict, after: time ?? quick, at: moment(seconds))
        return true
    }

    private func enter(_ breaker: inout CircuitBreaker, at seconds: Double, isOnlyWay: Bool = false) -> Bool {
        breaker.enter(isOnlyWay: isOnlyWay, at: moment(seconds))
    }

    private func broken() -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<3 { attempt(&breaker, .failed, at: 0) }
        return breaker
    }

    @Test("three failures in a row open it for five seconds")
    func inARow() {
        var breaker = CircuitBreaker()
        attempt(&breaker, .failed, at: 0)
        attempt(&breaker, .failed, at: 1)
        #expect(breaker.state == .closed)
        attempt(&breaker, .failed, at: 2)
        #expect(breaker.state == .open(since: moment(2), until: moment(7), isSlow: false))
        #expect(!enter(&breaker, at: 6.9))
        #expect(breaker.isShut(at: moment(6.9)) && !breaker.isShut(at: moment(7)))
    }

    @Test("half of at least five within half a minute open it, also between others that work")
    func share() {
        var breaker = CircuitBreaker()
        for second in 0..<2 {
            attempt(&breaker, .worked, at: Double(second))
            attempt(&breaker, .failed, at: Double(second))
        }
        #expect(breaker.state == .closed)
        attempt(&breaker, .failed, at: 3)
        #expect(breaker.isShut(at: moment(3)))
    }

    @Test("what is longer ago than half a minute counts no more")
    func window() {
        var breaker = CircuitBreaker()
        for _ in 0..<4 {
            attempt(&breaker, .worked, at: 0)
            attempt(&breaker, .failed, at: 0.1)
        }
        #expect(breaker.isShut(at: moment(1)))
        breaker = CircuitBreaker()
        for second in [0.0, 1.0] { attempt(&breaker, .failed, at: second) }
        for second in 2..<5 { attempt(&breaker, .worked, at: Double(second)) }
        attempt(&breaker, .failed, at: 40)
        attempt(&breaker, .failed, at: 41)
        #expect(breaker.state == .closed)
    }

    @Test("four in five that are slow open it, but not where it is the only way")
    func slow() {
        var breaker = CircuitBreaker()
        for second in 0..<5 { attempt(&breaker, .worked, at: Double(second), taking: .seconds(6)) }
        #expect(breaker.state == .open(since: moment(4), until: moment(9), isSlow: true))
        #expect(!enter(&breaker, at: 5))
        #expect(enter(&breaker, at: 5, isOnlyWay: true))
    }

    @Test("after its rest one attempt goes through at a time, and a failure doubles the rest, up to a minute")
    func trial() {
        var breaker = broken()
        var now = 5.0
        for rest in [10.0, 20, 40, 60, 60] {
            let (first, second) = (enter(&breaker, at: now), enter(&breaker, at: now))
            #expect(first && !second, "one at a time")
            breaker.leave(.failed, after: quick, at: moment(now))
            #expect(breaker.state == .open(since: moment(now), until: moment(now + rest), isSlow: false))
            now += rest
        }
    }

    @Test("the only way is tried each second, one attempt at a time")
    func onlyWay() {
        var breaker = broken()
        #expect(!enter(&breaker, at: 0.9, isOnlyWay: true))
        let (first, second) = (
            enter(&breaker, at: 1, isOnlyWay: true), enter(&breaker, at: 1, isOnlyWay: true)
        )
        #expect(first && !second)
        breaker.leave(.worked, after: quick, at: moment(1))
        for _ in 0..<10 { #expect(enter(&breaker, at: 1, isOnlyWay: true)) }
    }

    @Test("a trial of which nobody hears is given to another after half a minute")
    func lostTrial() {
        var breaker = broken()
        #expect(enter(&breaker, at: 5))
        #expect(!enter(&breaker, at: 34.9))
        #expect(enter(&breaker, at: 35))
    }

    @Test("a trial that was not used is free for the next")
    func unused() {
        var breaker = broken()
        #expect(enter(&breaker, at: 5))
        breaker.leave(.unused, after: .zero, at: moment(5))
        #expect(enter(&breaker, at: 5))
    }

    @Test("traffic drifts back: an eighth, a quarter, half, all")
    func recovery() {
        var breaker = broken()
        attempt(&breaker, .worked, at: 5)
        var through: [Int] = []
        for number in 1...40 where breaker.state != .closed {
            if attempt(&breaker, .worked, at: 6) { through.append(number) }
        }
        #expect(through == [8, 16, 20, 24, 28, 30, 32, 34])
    }

    @Test("one failure while it recovers opens it again")
    func relapse() {
        var breaker = broken()
        attempt(&breaker, .worked, at: 5)
        for _ in 0..<8 { attempt(&breaker, .failed, at: 6) }
        #expect(breaker.state == .open(since: moment(6), until: moment(11), isSlow: false))
    }

    @Test("a gateway that asks to be left alone is, for a second at least and a minute at most")
    func busy() {
        for (asked, given) in [(0.0, 1.0), (30, 30), (3_600, 60)] {
            var breaker = CircuitBreaker()
            attempt(&breaker, .busy(for: .seconds(asked)), at: 0)
            #expect(breaker.state == .open(since: start, until: moment(given), isSlow: false))
        }
    }

    @Test("an attempt that began before it opened changes nothing")
    func late() {
        var breaker = broken()
        let before = breaker
        breaker.leave(.worked, after: quick, at: moment(1))
        breaker.leave(.failed, after: quick, at: moment(1))
        #expect(breaker == before)
    }
}
