package import Admission
import Foundation
package import Jobs

/// People who ask for codes and use nine in ten of them one to three minutes later, and a fraud who uses none.
package struct CodeTraffic {
    /// What became of the codes that were asked for.
    package struct Tally: Sendable {
        package var sent = 0
        package var refused = 0
    }

    package var counters: Counters = [:]
    /// Off: all is sent, and only counted.
    package var isEnforced = true
    package private(set) var people = Tally()
    package private(set) var fraud = Tally()
    package private(set) var fraudsBeforeNotice: Int?
    package private(set) var now: Timestamp
    package var verifiedPercent = 90
    private let rule: UnverifiedRule
    private var random: SeededGenerator
    private var toVerify: [(due: Timestamp, sentAt: Timestamp)] = []

    package init(_ rule: UnverifiedRule, at start: Timestamp, seed: UInt64) {
        self.rule = rule
        now = start
        random = SeededGenerator(seed: seed)
    }

    /// Fourteen days of as many verified codes.
    package mutating func rememberDays(of verified: Int64) {
        for day in 1...14 {
            counters.apply([FieldChange("d\(now.microseconds / 86_400_000_000 - Int64(day))", .set(verified))])
        }
    }

    /// - Parameter rates: codes an hour that people and the fraud ask for, looked at once a minute.
    package mutating func run(for span: Duration, rates: (Timestamp) -> (people: Double, fraud: Double)) {
        let end = now + span
        while now < end {
            let (rates, minuteEnd) = (rates(now), min(end, now + .seconds(60)))
            let total = rates.people + rates.fraud
            while total > 0, let next = nextArrival(perHour: total, before: minuteEnd) {
                now = next
                ask(isFraud: Double.random(in: 0..<total, using: &random) >= rates.people)
            }
            now = minuteEnd
        }
        settle()
    }

    /// Exponential gaps: a Poisson process.
    private mutating func nextArrival(perHour rate: Double, before end: Timestamp) -> Timestamp? {
        let gap = -log(1 - Double.random(in: 0..<1, using: &random)) * 3_600_000_000 / rate
        guard gap < Double((end - now).wholeMicroseconds) else { return nil }
        return now + .microseconds(Int64(gap))
    }

    private mutating func ask(isFraud: Bool) {
        settle()
        let isRefused = rule.objection(in: counters, at: now) != nil
        if isRefused, fraudsBeforeNotice == nil { fraudsBeforeNotice = fraud.sent }
        if isRefused, isEnforced {
            if isFraud { fraud.refused += 1 } else { people.refused += 1 }
            return
        }
        counters.apply(rule.changesForSent(in: counters, at: now))
        if isFraud { fraud.sent += 1 } else { people.sent += 1 }
        guard !isFraud, Int.random(in: 0..<100, using: &random) < verifiedPercent else { return }
        let due = now + .microseconds(Int64.random(in: 60_000_000...180_000_000, using: &random))
        let place = (toVerify.lastIndex { $0.due <= due } ?? -1) + 1
        toVerify.insert((due, now), at: place)
    }

    /// The codes that were used by now.
    private mutating func settle() {
        let due = toVerify.prefix { $0.due <= now }
        for (due, sentAt) in due {
            counters.apply(rule.changesForVerified(sentAt: sentAt, at: due))
        }
        toVerify.removeFirst(due.count)
    }
}
