import Admission
import Jobs
import TestSupport

/// How one run is laid out: its workers, ways out and policies.
struct Scenario {
    /// Faults end then, but for those that are under way.
    static let calmFrom: Int64 = 200_000_000
    /// The last breaker has had its longest rest by then, and the last lease and clock jump are over.
    static let probesFrom: Int64 = 340_000_000
    static let probeCount = 6
    /// Every job's life is over, and the longest delay after it.
    static let latestEnd: Int64 = 1_500_000_000

    let workers: Int
    /// Deliveries in flight, a worker.
    let prefetch: Int
    let smsGateways: Int
    let mailRelays: Int
    let accounts: Int
    /// Each worker's wall clock, off by so many microseconds; the store's last.
    let skews: [Int64]
    /// Does the store take *judge* and *begin* in one step?
    let joinsSteps: Bool
    let hasReceipts: Bool
    let throttle: Int?
    let rules: AdmissionRules

    init(_ fate: Fate) {
        func number(_ range: ClosedRange<Int64>) -> Int64 { fate.number(.scenario, 0, in: range) }
        func chance() -> Bool { number(0...1) == 0 }
        workers = Int(number(1...4))
        prefetch = Int(number(2...12))
        smsGateways = Int(number(1...3))
        mailRelays = Int(number(1...2))
        accounts = Int(number(2...10))
        skews = (0...workers).map { _ in number(-1_500_000...1_500_000) }
        joinsSteps = chance()
        hasReceipts = chance()
        throttle = number(0...3) == 0 ? Int(number(1...10)) : nil
        let policies = Dictionary(
            uniqueKeysWithValues: JobKind.allCases.map { ($0, chance() ? AdmissionRules.OnUnknown.resend : .drop) })
        rules = AdmissionRules(
            life: LifePolicy(
                minimumRemaining: .seconds(30), clockSkew: .seconds(30),
                maximumLifetime: [.code: .seconds(900), .link: .seconds(86_400), .notice: .seconds(7 * 86_400)]),
            limits: Self.limits(number(0...2)),
            neighbours: NeighbourRule(name: "neighbours", count: 3, window: .seconds(3_600)),
            unverified: UnverifiedRule(name: "unverified"), onUnknown: policies, fallback: chance())
    }

    /// The account's gives nothing back by itself within a run, so that it can be counted.
    private static func limits(_ kind: Int64) -> [Limit] {
        let account = Limit(name: "account", key: .account, count: 1_000, window: .seconds(1_000_000_000))
        switch kind {
        case 0: return [account]
        case 1:
            return [
                account, Limit(name: "recipient", key: .recipient, count: 2, window: .seconds(60)),
                Limit(name: "all", key: .all, count: 400, window: .seconds(600)),
            ]
        default:
            return [
                Limit(name: "account", key: .account, count: 4, window: .seconds(4_000_000)),
                Limit(name: "recipient", key: .recipient, count: 5, window: .seconds(600)),
                Limit(name: "prefix", key: .prefix, count: 400, window: .seconds(600)),
            ]
        }
    }
}
