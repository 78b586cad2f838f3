import Admission
import Jobs
import TestSupport
import Testing

struct UnverifiedRuleTests {
    private let rule = UnverifiedRule(name: "unverified")

    private func send(_ count: Int, at moment: Timestamp, to counters: inout Counters) {
        for _ in 0..<count { counters.apply(rule.changesForSent(in: counters, at: moment)) }
    }

    private func verify(_ count: Int, sentAt: Timestamp, at now: Timestamp, in counters: inout Counters) {
        for _ in 0..<count { counters.apply(rule.changesForVerified(sentAt: sentAt, at: now)) }
    }

    /// A country whose best day had as many verified codes.
    private func remembering(_ best: Int, at moment: Timestamp = noon - .seconds(3 * 86_400)) -> Counters {
        var counters = Counters()
        verify(best, sentAt: moment, at: moment, in: &counters)
        return counters
    }

    @Test(
        "the hour's budget is the floor and the greater of what the best day and the hour itself allow",
        arguments: [
            (0, 0, 3), (29, 0, 4), (30, 0, 4), (31, 0, 5), (300, 0, 13), (0, 4, 4), (0, 5, 4), (0, 6, 5),
            (300, 49, 13), (300, 51, 14),
        ])
    func hourBudget(best: Int, used: Int, budget: Int) {
        let sentAt = noon - .seconds(1_800)
        var counters = remembering(best)
        send(used, at: sentAt, to: &counters)
        verify(used, sentAt: sentAt, at: sentAt, in: &counters)
        send(budget - 1, at: sentAt, to: &counters)
        #expect(rule.objection(in: counters, at: noon) == nil)
        send(1, at: sentAt, to: &counters)
        #expect(rule.objection(in: counters, at: noon) != nil)
        verify(1, sentAt: sentAt, at: noon, in: &counters)
        #expect(rule.objection(in: counters, at: noon) == nil)
    }

    @Test(
        "the day's budget is the floor and the greater of what the best day and the day itself allow",
        arguments: [(0, 0, 20), (66, 0, 40), (67, 0, 41), (100, 0, 50), (0, 70, 41), (100, 80, 50), (100, 110, 53)])
    func dayBudget(best: Int, used: Int, budget: Int) {
        let sentAt = noon - .seconds(4 * 3_600)
        var counters = remembering(best)
        send(used, at: sentAt, to: &counters)
        verify(used, sentAt: sentAt, at: sentAt, in: &counters)
        send(budget - 1, at: sentAt, to: &counters)
        #expect(rule.objection(in: counters, at: noon) == nil)
        send(1, at: sentAt, to: &counters)
        #expect(rule.objection(in: counters, at: noon) != nil)
    }

    @Test("the hour sees a code when it has had five to ten minutes, and then for an hour")
    func hourWindow() {
        var counters = Counters()
        send(3, at: noon + .seconds(299), to: &counters)
        for (seconds, isFree) in [(299, true), (599, true), (600, false), (4_199, false), (4_200, true)] {
            let objection = rule.objection(in: counters, at: noon + .seconds(seconds))
            #expect((objection == nil) == isFree)
        }
    }

    @Test("the day sees open codes, too, so that no burst is without end")
    func burst() {
        var counters = Counters()
        send(20, at: noon, to: &counters)
        #expect(rule.objection(in: counters, at: noon) == .seconds(26 * 3_600))
        verify(1, sentAt: noon, at: noon + .seconds(60), in: &counters)
        #expect(rule.objection(in: counters, at: noon + .seconds(60)) == nil)
    }

    @Test("the day sees a code for twenty-four to twenty-six hours")
    func dayWindow() {
        var counters = Counters()
        send(20, at: noon + .seconds(7_199), to: &counters)
        for (seconds, isFree) in [(7_199, false), (86_400 + 7_199, false), (86_400 + 7_200, true)] {
            #expect((rule.objection(in: counters, at: noon + .seconds(seconds)) == nil) == isFree)
        }
    }

    @Test("the best day counts for fourteen days")
    func bestDayWindow() {
        var counters = remembering(300, at: noon)
        send(12, at: noon + .seconds(14 * 86_400 - 1_800), to: &counters)
        #expect(rule.objection(in: counters, at: noon + .seconds(14 * 86_400)) == nil)
        counters = remembering(300, at: noon)
        send(12, at: noon + .seconds(15 * 86_400 - 1_800), to: &counters)
        #expect(rule.objection(in: counters, at: noon + .seconds(15 * 86_400)) != nil)
    }

    @Test("a wait over midnight knows that the best day will be forgotten then")
    func midnight() {
        let midnight = noon + .seconds(43_200)
        var counters = remembering(300, at: noon - .seconds(14 * 86_400))
        send(4, at: midnight - .seconds(3_600), to: &counters)
        send(10, at: midnight - .seconds(3_000), to: &counters)
        #expect(rule.objection(in: counters, at: midnight - .seconds(900)) == .seconds(900 + 1_200))
    }

    @Test("after the memory nothing of it matters")
    func memory() {
        var counters = Counters()
        send(30, at: noon, to: &counters)
        verify(10, sentAt: noon, at: noon + .seconds(60), in: &counters)
        let later = noon + .seconds(60) + UnverifiedRule.memory
        #expect(
            Set(rule.changesForSent(in: counters, at: later).filter { $0.change == .drop }.map(\.field))
                == Set(counters.keys))
    }

    @Test("what was not sent after all counts no more")
    func unsent() {
        var counters = Counters()
        send(20, at: noon, to: &counters)
        counters.apply(rule.changesForUnsent(sentAt: noon, at: noon + .seconds(30)))
        #expect(rule.objection(in: counters, at: noon + .seconds(30)) == nil)
        send(1, at: noon + .seconds(30), to: &counters)
        #expect(rule.objection(in: counters, at: noon + .seconds(30)) != nil)
    }

    @Test("one code verified twice does not pay for a code of another time")
    func verifiedTwice() {
        var counters = Counters()
        send(4, at: noon - .seconds(1_800), to: &counters)
        send(1, at: noon - .seconds(900), to: &counters)
        verify(4, sentAt: noon - .seconds(900), at: noon, in: &counters)
        #expect(rule.objection(in: counters, at: noon) != nil)
    }

    @Test("what comes too late to be looked at changes nothing")
    func late() {
        let fields = { (age: Int64) in
            rule.changesForVerified(sentAt: noon - .seconds(age), at: noon).map(\.field).map { String($0.prefix(1)) }
                .sorted()
        }
        #expect(fields(0) == ["V", "d", "v"])
        #expect(fields(3_900) == ["V", "d", "v"])
        #expect(fields(3_901) == ["V", "d"])
        #expect(fields(86_400) == ["V", "d"])
        #expect(fields(86_401) == ["d"])
        #expect(fields(14 * 86_400 + 43_200) == ["d"])
        #expect(fields(14 * 86_400 + 43_201) == [])
        #expect(rule.changesForUnsent(sentAt: noon - .seconds(26 * 3_600), at: noon).isEmpty)
    }

    @Test("sending sweeps out what is too old, and what is none of the fields")
    func sweep() {
        var counters = remembering(1, at: noon - .seconds(15 * 86_400))
        send(1, at: noon - .seconds(27 * 3_600), to: &counters)
        send(1, at: noon - .seconds(3 * 3_600), to: &counters)
        counters["nonsense"] = 1
        send(1, at: noon, to: &counters)
        let slot = noon.microseconds / 300_000_000
        #expect(counters.keys.sorted() == ["S\(slot / 24 - 2)", "S\(slot / 24)", "s\(slot)"])
    }

    @Test("whatever stands in the store, nothing traps")
    func nonsense() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            var counters = Counters()
            for _ in 0..<20 {
                let letter = ["s", "v", "S", "V", "d", "", "é"].randomElement(using: &random) ?? ""
                let index =
                    Bool.random(using: &random)
                    ? Int64.random(in: .min ... .max, using: &random)
                    : noon.microseconds / 300_000_000 / Int64.random(in: 1...300, using: &random)
                counters[letter + String(index)] = [.min, -1, 5, .max].randomElement(using: &random)
            }
            let objection = rule.objection(in: counters, at: noon)
            #expect(objection ?? .seconds(1) > .zero)
            #expect(objection ?? .zero <= .seconds(26 * 3_600))
            counters.apply(rule.changesForSent(in: counters.below(200), at: noon))
        }
    }

    @Test("a clock that goes back gives nothing away, and blocks nobody for ever")
    func clockBack() {
        var counters = Counters()
        send(20, at: noon, to: &counters)
        #expect(rule.objection(in: counters, at: noon - .seconds(3_600)) != nil)
        #expect(rule.objection(in: counters, at: noon - .seconds(86_400)) != nil)
        #expect(rule.objection(in: counters, at: noon - .seconds(30 * 86_400)) == nil)
    }
}

extension Counters {
    fileprivate func below(_ bound: Int64) -> Counters {
        filter { -bound < $0.value && $0.value < bound }.reduce(into: Counters()) { $0[$1.key] = $1.value }
    }
}
