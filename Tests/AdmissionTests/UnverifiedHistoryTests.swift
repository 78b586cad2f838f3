import Admission
import Jobs
import TestSupport
import Testing

struct UnverifiedHistoryTests {
    private let rule = UnverifiedRule(name: "unverified")

    @Test("it decides as a list of all codes would, and says exactly how long to wait", arguments: 1...8)
    func history(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var (counters, log, now) = (Counters(), CodeLog(), noon)
        let longest = ([60, 600, 3_600, 21_600] as [Int64]).randomElement(using: &random) ?? 60
        var refusals = 0
        for _ in 0..<100 {
            now = now + .microseconds(Int64.random(in: 0...longest * 1_000_000, using: &random))
            let objection = rule.objection(in: counters, at: now)
            #expect((objection == nil) == log.hasRoom(at: now))
            if let objection {
                refusals += 1
                #expect(log.hasRoom(at: now + objection))
                for share in 1...4 { #expect(!log.hasRoom(at: now + objection * share / 4 - .microseconds(1))) }
                now = now + objection
            }
            log.send(at: now)
            counters.apply(rule.changesForSent(in: counters, at: now))
            #expect(counters.count <= 69)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                if let sentAt = log.verify(log.count - 1 - Int.random(in: 0..<5, using: &random)) {
                    counters.apply(rule.changesForVerified(sentAt: sentAt, at: now))
                }
            case 5:
                if let sentAt = log.takeBackLast() {
                    counters.apply(rule.changesForUnsent(sentAt: sentAt, at: now))
                }
            default: break
            }
        }
        #expect(refusals > 0)
    }

    @Test("changes of several jobs can be made in any order")
    func anyOrder() {
        var random = SeededGenerator(seed: 5)
        var before = Counters()
        for age in stride(from: Int64(30 * 3_600), to: 600, by: -600) {
            before.apply(rule.changesForSent(in: before, at: noon - .seconds(age)))
        }
        let changes = [
            rule.changesForSent(in: before, at: noon), rule.changesForSent(in: before, at: noon + .seconds(299)),
            rule.changesForUnsent(sentAt: noon - .seconds(600), at: noon),
            rule.changesForVerified(sentAt: noon - .seconds(1_200), at: noon),
        ]
        let orders = (0..<10).map { _ in changes.shuffled(using: &random).reduce(into: before) { $0.apply($1) } }
        #expect(orders.allSatisfy { $0 == orders.first })
    }
}
