import Admission
import Jobs
import TestSupport
import Testing

struct LimitTests {
    private static let limits = [
        Limit(name: "a", key: .recipient, count: 1, window: .seconds(30)),
        Limit(name: "b", key: .recipient, count: 5, window: .seconds(600)),
        Limit(name: "c", key: .account, count: 30, window: .seconds(86_400)),
        Limit(name: "d", key: .region, count: 7, window: .seconds(3_600)),  // no whole number of microseconds each
    ]

    /// Takes as many as there are, all at `now`.
    private func takeAll(_ limit: Limit, from stored: Timestamp?, at now: Timestamp) -> (Int, Timestamp?) {
        var (count, stored) = (0, stored)
        while case .taken(let next) = limit.take(stored, at: now) {
            (count, stored) = (count + 1, next)
        }
        return (count, stored)
    }

    @Test("a whole allowance lets exactly its count through at once", arguments: limits)
    func burst(limit: Limit) {
        #expect(takeAll(limit, from: nil, at: noon).0 == limit.count)
        #expect(takeAll(limit, from: noon - .seconds(1), at: noon).0 == limit.count)
    }

    @Test("waiting as long as told lets one through, a microsecond less does not", arguments: limits)
    func exactWait(limit: Limit) throws {
        var (_, stored) = takeAll(limit, from: nil, at: noon)
        var now = noon
        for _ in 0..<50 {
            guard case .refused(let wait) = limit.take(stored, at: now) else {
                Issue.record("let through without waiting")
                return
            }
            #expect(wait > .zero)
            guard case .refused(let rest) = limit.take(stored, at: now + wait - .microseconds(1)) else {
                Issue.record("let through a microsecond early")
                return
            }
            #expect(rest == .microseconds(1))
            now = now + wait
            guard case .taken(let next) = limit.take(stored, at: now) else {
                Issue.record("not let through after the wait")
                return
            }
            stored = next
        }
        // A drip each interval: fifty more took fifty intervals.
        let interval = limit.window.wholeMicroseconds / Int64(limit.count)
        #expect(now - noon == .microseconds(50 * interval))
    }

    @Test("after a window without use the allowance is whole again", arguments: limits)
    func refill(limit: Limit) {
        let (_, stored) = takeAll(limit, from: nil, at: noon)
        #expect(takeAll(limit, from: stored, at: noon + limit.window).0 == limit.count)
    }

    @Test("giving back undoes as many takes, in any order", arguments: limits)
    func give(limit: Limit) {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var (stored, held): (Timestamp?, Int) = (nil, 0)
            for _ in 0..<40 {
                if held > 0, Bool.random(using: &random) {
                    stored = stored.map(limit.give)
                    held -= 1
                } else if case .taken(let next) = limit.take(stored, at: noon) {
                    (stored, held) = (next, held + 1)
                } else {
                    #expect(held == limit.count)
                }
            }
            #expect(takeAll(limit, from: stored, at: noon).0 == limit.count - held)
        }
    }

    @Test("a clock that goes back gives nothing away", arguments: limits)
    func clockBack(limit: Limit) {
        let (_, stored) = takeAll(limit, from: nil, at: noon)
        for back in [Duration.microseconds(1), .seconds(60), .seconds(86_400 * 30)] {
            #expect(takeAll(limit, from: stored, at: noon - back).0 == 0)
        }
    }

    @Test("a clock that goes back makes nobody wait longer than one drip", arguments: limits)
    func clockFarBack(limit: Limit) {
        let (_, stored) = takeAll(limit, from: nil, at: noon)
        guard case .refused(let wait) = limit.take(stored, at: noon - .seconds(86_400 * 30)) else {
            Issue.record("let through")
            return
        }
        #expect(wait <= .microseconds(limit.window.wholeMicroseconds / Int64(limit.count)))
    }
}
