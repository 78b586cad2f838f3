import Testing

@testable import EventLoop

struct BackOffTests {
    @Test("pauses double from the first to the longest, and chance takes up to half of each")
    func doubles() {
        var longest = BackOff(from: .milliseconds(200), to: .seconds(30))
        var shortest = BackOff(from: .milliseconds(200), to: .seconds(30))
        for full in [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000] {
            #expect(longest.next(chance: 0) == .milliseconds(full))
            #expect(shortest.next(chance: 1) == .milliseconds(full / 2))
        }
    }

    @Test("after a reset the pauses are short again, however many there were")
    func resets() {
        var backOff = BackOff(from: .milliseconds(200), to: .seconds(30))
        for _ in 0..<1_000 { #expect(backOff.next() <= .seconds(30)) }
        backOff.reset()
        #expect(backOff.next(chance: 0) == .milliseconds(200))
    }
}
