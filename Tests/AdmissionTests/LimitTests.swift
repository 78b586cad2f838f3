import Admission
import Jobs
import TestSupport
import Testing

/// A limit and what one key has counted of it.
private struct Tally {
    let limit: Limit
    var counters: Counters = [:]

    /// What the taking led to; `nil` if there is no room.
    mutating func take(at now: Timestamp) -> Int64? {
        let refusal = limit.refusal(counters["f"], at: now)
        let room = limit.room(counters["f"], at: now)
        let isTaken = counters.apply(limit.take(at: now), to: "f")
        #expect(isTaken == (refusal == nil) && isTaken == (room > 0), "the three answers agree")
        return isTaken ? counters["f"] : nil
    }

    mutating func takeAll(at now: Timestamp) -> Int {
        var count = 0
        while take(at: now) != nil { count += 1 }
        return count
    }

    mutating func give(_ taken: Int64, at now: Timestamp) {
        counters.apply(limit.give(taken: taken, at: now), to: "f")
    }

    func wait(at now: Timestamp) throws -> Duration { try required(limit.refusal(counters["f"], at: now)) }
}

struct LimitTests {
    private static let limits = [
        Limit(name: "a", key: .recipient, count: 1, window: .seconds(30)),
        Limit(name: "b", key: .recipient, count: 5, window: .seconds(600)),
        Limit(name: "c", key: .account, count: 30, window: .seconds(86_400)),
        Limit(name: "d", key: .region, count: 7, window: .seconds(3_600)),  // no whole number of microseconds each
    ]

    @Test("a whole allowance lets exactly its count through at once", arguments: limits)
    func burst(limit: Limit) {
        var fresh = Tally(limit: limit)
        #expect(limit.room(nil, at: noon) == limit.count)
        #expect(fresh.takeAll(at: noon) == limit.count)
        var rested = Tally(limit: limit, counters: ["f": (noon - .seconds(1)).microseconds])
        #expect(rested.takeAll(at: noon) == limit.count)
    }

    @Test("waiting as long as told lets one through, a microsecond less does not", arguments: limits)
    func exactWait(limit: Limit) throws {
        var tally = Tally(limit: limit)
        _ = tally.takeAll(at: noon)
        var now = noon
        for _ in 0..<50 {
            let wait = try tally.wait(at: now)
            #expect(wait > .zero)
            #expect(try tally.wait(at: now + wait - .microseconds(1)) == .microseconds(1))
            now = now + wait
            #expect(tally.take(at: now) != nil)
        }
        // A drip each interval: fifty more took fifty intervals.
        let interval = limit.window.wholeMicroseconds / Int64(limit.count)
        #expect(now - noon == .microseconds(50 * interval))
    }

    @Test("after a window without use the allowance is whole again", arguments: limits)
    func refill(limit: Limit) {
        var tally = Tally(limit: limit)
        _ = tally.takeAll(at: noon)
        #expect(tally.takeAll(at: noon + limit.window) == limit.count)
    }

    @Test("giving back undoes as many takes, in any order", arguments: limits)
    func give(limit: Limit) {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            var (tally, held) = (Tally(limit: limit), [Int64]())
            for _ in 0..<40 {
                if let index = held.indices.randomElement(using: &random), Bool.random(using: &random) {
                    tally.give(held.remove(at: index), at: noon)
                } else if let taken = tally.take(at: noon) {
                    held.append(taken)
                } else {
                    #expect(held.count == limit.count)
                }
            }
            #expect(tally.takeAll(at: noon) == limit.count - held.count)
        }
    }

    @Test("what came back by itself is not given back a second time")
    func giveLate() throws {
        var tally = Tally(limit: Limit(name: "burst", key: .recipient, count: 1, window: .seconds(30)))
        let first = try required(tally.take(at: noon))
        let second = try required(tally.take(at: noon + .seconds(31)))
        tally.give(first, at: noon + .seconds(32))
        #expect(tally.counters["f"] == second)
        #expect(try tally.wait(at: noon + .seconds(32)) == .seconds(29))
    }

    @Test("a clock that goes a little back gives nothing away", arguments: limits)
    func clockBack(limit: Limit) {
        var tally = Tally(limit: limit)
        _ = tally.takeAll(at: noon)
        for back in [Duration.microseconds(1), .seconds(1), .seconds(60)] {
            #expect(tally.takeAll(at: noon - back) == 0)
        }
    }

    @Test("a clock that goes far back holds up nobody", arguments: limits)
    func clockFarBack(limit: Limit) {
        for back in [Duration.seconds(61), .seconds(7_200), .seconds(86_400 * 30)] {
            var tally = Tally(limit: limit)
            _ = tally.takeAll(at: noon)
            #expect(tally.takeAll(at: noon - back) == limit.count)
        }
    }
}
