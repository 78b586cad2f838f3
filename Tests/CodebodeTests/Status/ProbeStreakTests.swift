import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("Probes that fail in a row")
struct ProbeStreakTests {
    private func failures(_ results: (minute: Int64, isWell: Bool)...) -> [Int] {
        var streak = ProbeStreak()
        return results.map { minute, isWell in
            streak.add(ProbeResult(due: noon + .seconds(minute * 60), isWell: isWell))
            return streak.failures
        }
    }

    @Test("are counted until one goes well, at whatever interval")
    func row() {
        #expect(failures((0, false), (15, false), (30, true), (45, false)) == [1, 2, 0, 1])
    }

    @Test("count once each, however often they are looked at")
    func once() {
        #expect(failures((0, false), (0, false), (5, true), (5, true)) == [1, 1, 0, 0])
    }

    @Test("are those, too, that were sent and told as lost later")
    func lost() {
        #expect(failures((0, true), (0, false), (5, true), (5, false)) == [0, 1, 0, 2])
    }
}
