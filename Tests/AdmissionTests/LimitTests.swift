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
            var (stored, held): (Timestamp?, [Timestamp]) = (nil, [])
            for _ in 0..<40 {
                if let index = held.indices.randomElement(using: &random), Bool.random(using: &random) {
                    let taken = held.remove(at: index)
                    stored = stored.map { limit.give($0, taken: taken, at: noon) }
                } else if case .taken(let next) = limit.take(stored, at: noon) {
                    stored = next
                    held.append(next)
                } else {
                    #expect(held.count == limit.count)
                }
            }
            #expect(takeAll(limit, from: stored, at: noon).0 == limit.count - held.count)
        }
    }

    @Test("what came back by itself is not given back a second time")
    func giveLate() throws {
        let limit = Limit(name: "burst", key: .recipient, count: 1, window: .seconds(30))
        let first = try taken(limit, nil, at: noon)
        let second = try taken(limit, first, at: noon + .seconds(31))
        let given = limit.give(second, taken: first, at: noon + .seconds(32))
        #expect(given == second)
        #expect(limit.take(given, at: noon + .seconds(32)) == .refused(retryAfter: .seconds(29)))
    }

    private func taken(_ limit: Limit, _ stored: Timestamp?, at now: Timestamp) throws -> Timestamp {
        guard case .taken(let next) = limit.take(stored, at: now) else { throw BadSample() }
        return next
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
