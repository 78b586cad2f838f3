import Testing

@testable import codebode

@Suite("The last minute")
struct MinuteWindowTests {
    private let start = ContinuousClock.now

    /// Looks every five seconds at counters that grow by one a second.
    private func window(_ seconds: Int) -> MinuteWindow {
        var window = MinuteWindow()
        for second in stride(from: 0, through: seconds, by: 5) {
            window.add(
                JobTotals(received: second, refused: second < 70 ? [:] : ["all": 2]), at: start + .seconds(second))
        }
        return window
    }

    @Test(
        "is what was counted since the start, until the start is a minute ago", arguments: [(0, 0), (5, 5), (60, 60)])
    func beginning(seconds: Int, received: Int) {
        #expect(window(seconds).growth == JobTotals(received: received))
    }

    @Test("is a minute from then on, however long it is looked at")
    func later() {
        #expect(window(65).growth.received == 60)
        #expect(window(6_000).growth == JobTotals(received: 60))
    }

    @Test("knows a rule that refused for the first time, and forgets it")
    func refusals() {
        #expect(window(70).growth.refused == ["all": 2])
        #expect(window(125).growth.refused == ["all": 2])
        #expect(window(130).growth.refused == [:])
    }

    @Test("is what came since the last look where that was long ago")
    func gap() {
        var window = window(60)
        window.add(JobTotals(received: 1_000), at: start + .seconds(600))
        #expect(window.growth.received == 940)
    }
}
