/// What goes wrong in a run, and every number that varies in it.
///
/// Each draw follows from the seed and from what it is about, not from the draws before it. So a run from which a job or
/// a fault is taken away goes on as before wherever it can, which is what lets failures shrink.
final class Fate {
    /// Out of 65,536, by site; other weather in each run.
    let rates: [Fault.Site: UInt64]
    /// All that went wrong.
    private(set) var struck: [Fault] = []
    /// From now on nothing goes wrong any more.
    var isCalm = false

    private let seed: UInt64
    private let only: Set<Fault>?
    private var occasions: [UInt64: Int] = [:]

    /// - Parameter only: the faults that may strike; `nil` leaves it to the seed.
    init(seed: UInt64, only: Set<Fault>?) {
        self.seed = seed
        self.only = only
        rates = Self.weather(seed)
    }

    /// Half of all kinds of faults stay away, the others are rare or common; one run in sixteen is a fair day.
    private static func weather(_ seed: UInt64) -> [Fault.Site: UInt64] {
        guard draw(seed, 0xFA1) % 16 != 0 else { return [:] }
        var rates: [Fault.Site: UInt64] = [:]
        for (number, site) in Fault.Site.allCases.enumerated() {
            let number = draw(seed, 0x3EA7 &+ UInt64(number))
            if number % 2 == 0 { rates[site] = 65_536 >> (3 + (number >> 8) % 6) }
        }
        return rates
    }

    func strikes(_ site: Fault.Site, _ subject: Int) -> Bool {
        let rate = rates[site] ?? 0
        guard rate > 0, !isCalm else { return false }
        let key = Self.key(site.number, subject)
        let occasion = occasions[key, default: 0]
        occasions[key] = occasion + 1
        let fault = Fault(site, subject, occasion)
        let isHit = only?.contains(fault) ?? (draw(key, occasion) % 65_536 < rate)
        if isHit { struck.append(fault) }
        return isHit
    }

    /// A number of the range, as varied as its subject and the occasion.
    func number(_ kind: Variety, _ subject: Int, in range: ClosedRange<Int64>) -> Int64 {
        let key = Self.key(128 + kind.rawValue, subject)
        let occasion = occasions[key, default: 0]
        occasions[key] = occasion + 1
        return range.lowerBound + Int64(draw(key, occasion) % UInt64(range.upperBound - range.lowerBound + 1))
    }

    func number(_ kind: Variety, _ subject: Int, below count: Int) -> Int {
        Int(number(kind, subject, in: 0...Int64(count - 1)))
    }

    private static func key(_ kind: Int, _ subject: Int) -> UInt64 { UInt64(kind) << 32 | UInt64(subject) }

    private func draw(_ key: UInt64, _ occasion: Int) -> UInt64 {
        Self.draw(seed ^ Self.mix(key), UInt64(occasion))
    }

    static func draw(_ seed: UInt64, _ number: UInt64) -> UInt64 {
        mix(mix(seed) &+ number &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The finaliser of SplitMix64.
    private static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Fault.Site {
    fileprivate var number: Int { Self.numbers[self] ?? 0 }

    private static let numbers = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { number, site in (site, number) })
}
