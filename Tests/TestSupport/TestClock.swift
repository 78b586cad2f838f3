import EventLoop
package import Jobs

/// A wall clock that stands still until a test moves it.
package final class TestClock: Sendable {
    private let moment: Locked<Timestamp>

    package init(_ start: Timestamp = noon) {
        moment = Locked(start)
    }

    package var now: Timestamp { moment.withLock { $0 } }

    /// Also backwards.
    package func advance(by span: Duration) {
        moment.withLock { $0 = $0 + span }
    }
}
