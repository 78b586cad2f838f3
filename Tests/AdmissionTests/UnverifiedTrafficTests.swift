import Admission
import Foundation
import Jobs
import TestSupport
import Testing

/// Simulated days, started on a Monday at 00.00 UTC after a night that was counted already. The same seeds give the same
/// days, so these numbers are exact.
struct UnverifiedTrafficTests {
    enum Shape: CaseIterable {
        case flat
        /// Nineteen times as much at two in the afternoon as at two at night.
        case swing
        /// Tenfold from one minute to the next, for an hour.
        case jump

        func factor(at seconds: Int64) -> Double {
            switch self {
            case .flat: 1
            case .swing: 1 - 0.9 * cos((Double(seconds) / 3_600 - 2) / 12 * .pi)
            case .jump: (28_800..<32_400).contains(seconds) ? 10 : 1
            }
        }
    }

    private static let monday = Timestamp(seconds: 1_795_392_000)

    private func traffic(_ people: Double, from start: Int64, seed: UInt64) -> CodeTraffic {
        var traffic = CodeTraffic(
            UnverifiedRule(name: "unverified"), at: Self.monday + .seconds(start), seed: seed)
        traffic.rememberDays(of: Int64(people * 24 * 0.9))
        return traffic
    }

    private func secondOfDay(_ moment: Timestamp) -> Int64 { (moment - Self.monday).wholeSeconds }

    @Test(
        "nobody honest is refused, however many they are and however they come",
        arguments: [
            (1, 24), (10, 24), (50, 12), (300, 1.5), (10_000, 0.1),
        ] as [(Double, Double)], Shape.allCases)
    func honest(volume: (perHour: Double, hours: Double), shape: Shape) {
        let span = Int64(volume.hours * 3_600)
        let start = max(0, 28_800 - span / 3)
        var traffic = traffic(volume.perHour, from: start, seed: 1)
        traffic.run(for: .seconds(span)) { (volume.perHour * shape.factor(at: secondOfDay($0)), 0) }
        #expect(traffic.people.refused == 0)
        #expect(Double(traffic.people.sent) > volume.perHour * volume.hours / 3)
        #expect(traffic.counters.count <= 69)
    }

    @Test("a fraud beside fifty logins an hour is noticed within a hundred codes", arguments: [60.0, 300], 1...5)
    func fraud(perHour: Double, seed: UInt64) throws {
        var traffic = traffic(50, from: 0, seed: seed)
        traffic.run(for: .seconds(3 * 3_600)) { _ in (50, 0) }
        #expect(traffic.fraudsBeforeNotice == nil)
        traffic.run(for: .seconds(2 * 3_600)) { _ in (50, perHour) }
        #expect(try required(traffic.fraudsBeforeNotice) <= 100)
        #expect(traffic.fraud.refused > 0)
    }

    @Test("in a country that nobody writes to, a fraud gets twenty codes a day", arguments: [30.0, 300, 3_000])
    func quietCountry(perHour: Double) {
        var traffic = traffic(0, from: 0, seed: 1)
        traffic.run(for: .seconds(1_800)) { _ in (0, perHour) }
        #expect(traffic.fraud.sent <= 20)
        #expect(traffic.fraud.refused > 0 || perHour < 60)
    }

    @Test("a rule that only records sees the same")
    func recordOnly() throws {
        var traffic = traffic(50, from: 0, seed: 1)
        traffic.isEnforced = false
        traffic.run(for: .seconds(3_600)) { _ in (50, 300) }
        #expect(try required(traffic.fraudsBeforeNotice) <= 100)
        #expect(traffic.fraud.refused == 0)
    }
}
