import Admission
import Jobs
import TestSupport
import Testing

struct NeighbourRuleTests {
    private static let rules = [
        NeighbourRule(name: "a", count: 1, window: .seconds(60)),
        NeighbourRule(name: "b", count: 4, window: .seconds(600)),
        NeighbourRule(name: "c", count: 10, window: .seconds(86_400)),
    ]

    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A block that was written to at these seconds from noon.
    private func block(_ seconds: [Int: Int64]) -> Counters {
        Counters(
            Dictionary(
                uniqueKeysWithValues: seconds.map { (Self.digits($0), (noon + .seconds($1)).microseconds) }))
    }

    @Test("a run of neighbours gets as far as the count", arguments: rules)
    func run(rule: NeighbourRule) {
        var (block, now) = (Counters(), noon)
        for number in 0..<100 {
            let objection = rule.objection(to: Self.digits(number), in: block, at: now)
            #expect((objection == nil) == (number < rule.count))
            if objection == nil { block.apply(rule.changes(for: Self.digits(number), in: block, at: now)) }
            now = now + .microseconds(1)
        }
    }

    @Test(
        "it is the different others within the window that count",
        arguments: [
            ([:], "05", nil),
            ([1: 0, 2: 0, 3: 0], "05", nil),
            ([1: 0, 2: 0, 3: 0, 4: 0], "05", 600),
            ([1: 0, 2: 0, 3: 0, 4: 0], "04", nil),  // there already
            ([1: -599, 2: -10, 3: -5, 4: 0], "05", 1),
            ([1: -600, 2: -10, 3: -5, 4: 0], "05", nil),  // one has just left
            ([5: -600, 1: -30, 2: -10, 3: -5, 4: 0], "05", 570),  // left itself
            ([1: -300, 2: -200, 3: -100, 4: -50, 6: -10, 7: -5], "05", 500),  // three have to leave
            ([1: 60, 2: 60, 3: 60, 4: 60], "05", 600),  // the clock was set back
            ([1: 60, 2: 60, 3: 60, 4: -1], "05", 599),
            ([5: 60, 1: 0, 2: 0, 3: 0, 4: 0], "05", nil),
            ([1: 61, 2: 61, 3: 61, 4: 61], "05", nil),  // far back: nobody waits for it
        ] as [([Int: Int64], String, Int64?)])
    func table(seconds: [Int: Int64], lastTwo: String, wait: Int64?) {
        let rule = NeighbourRule(name: "b", count: 4, window: .seconds(600))
        #expect(rule.objection(to: lastTwo, in: block(seconds), at: noon) == wait.map { .seconds($0) })
    }

    @Test("an admitted message leaves its moment, and nothing stays that is too old")
    func changes() {
        let rule = NeighbourRule(name: "b", count: 4, window: .seconds(600))
        let block = block([5: -700, 6: -600, 7: -599, 8: 60, 9: 61])
        #expect(
            rule.changes(for: "05", in: block, at: noon) == [
                FieldChange("05", .set(noon.microseconds)), FieldChange("06", .drop), FieldChange("09", .drop),
            ])
        #expect(rule.changes(for: "08", in: [:], at: noon) == [FieldChange("08", .set(noon.microseconds))])
    }

    @Test("whatever is asked for, it decides as a list of all that was admitted would", arguments: rules)
    func history(rule: NeighbourRule) {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20 {
            var (block, now): (Counters, Timestamp) = ([:], noon)
            var admitted: [(moment: Timestamp, lastTwo: String)] = []
            for _ in 0..<100 {
                let step = rule.window.wholeMicroseconds / Int64(rule.count)
                now = now + .microseconds(Int64.random(in: 0...step, using: &random))
                let lastTwo = Self.digits(Int.random(in: 0..<(3 * rule.count), using: &random))
                let recent = Set(admitted.filter { now - $0.moment < rule.window }.map(\.lastTwo))
                let mayPass = recent.contains(lastTwo) || recent.count < rule.count
                let objection = rule.objection(to: lastTwo, in: block, at: now)
                #expect((objection == nil) == mayPass)
                if let objection {
                    #expect(objection > .zero && objection <= rule.window)
                    #expect(rule.objection(to: lastTwo, in: block, at: now + objection) == nil)
                    let early = now + objection - .microseconds(1)
                    #expect(rule.objection(to: lastTwo, in: block, at: early) == .microseconds(1))
                } else {
                    block.apply(rule.changes(for: lastTwo, in: block, at: now))
                    admitted.append((now, lastTwo))
                }
            }
        }
    }

    @Test("a clock that goes back gives nothing away and asks for no longer wait than the window", arguments: rules)
    func clockBack(rule: NeighbourRule) {
        var block = Counters()
        for number in 0..<rule.count {
            block.apply(rule.changes(for: Self.digits(number), in: block, at: noon))
        }
        for back in [Duration.microseconds(1), .seconds(60)] {
            #expect(rule.objection(to: "99", in: block, at: noon - back) == rule.window)
            #expect(rule.objection(to: "00", in: block, at: noon - back) == nil)
        }
    }

    @Test("in one moment two jobs may write their moments in any order")
    func anyOrder() {
        let rule = NeighbourRule(name: "b", count: 4, window: .seconds(600))
        let before = block([1: -700, 2: -10])
        let first = rule.changes(for: "03", in: before, at: noon)
        let second = rule.changes(for: "04", in: before, at: noon + .seconds(1))
        var (one, other) = (before, before)
        one.apply(first)
        one.apply(second)
        other.apply(second)
        other.apply(first)
        #expect(one == other)
        #expect(one.keys.sorted() == ["02", "03", "04"])
    }
}
