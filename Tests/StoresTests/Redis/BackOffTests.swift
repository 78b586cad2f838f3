import Testing

@testable import Stores

struct BackOffTests {
    @Test("pauses double up to two seconds, and start again after a reset")
    func doubles() {
        var backOff = BackOff()
        let pauses = (0..<8).map { _ in backOff.next(chance: 0) / .milliseconds(1) }
        #expect(pauses == [50, 100, 200, 400, 800, 1_600, 2_000, 2_000])
        #expect(backOff.next(chance: 1) == .seconds(1))
        backOff.reset()
        #expect(backOff.next(chance: 0) == .milliseconds(50))
    }
}
