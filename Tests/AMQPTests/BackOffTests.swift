import Testing

@testable import AMQP

struct BackOffTests {
    @Test("pauses double from 0.2 s to 30 s, and chance takes up to half of each")
    func doubles() {
        var longest = BackOff()
        var shortest = BackOff()
        for full in [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30] {
            #expect(longest.next(chance: 0) == .seconds(full))
            #expect(shortest.next(chance: 1) == .seconds(full / 2))
        }
    }

    @Test("after a reset the pauses are short again, however many there were")
    func resets() {
        var backOff = BackOff()
        for _ in 0..<1_000 { #expect(backOff.next() <= .seconds(30)) }
        backOff.reset()
        #expect(backOff.next(chance: 0) == .seconds(0.2))
    }
}
