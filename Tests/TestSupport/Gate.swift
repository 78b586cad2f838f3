import Dispatch

/// Holds a server's thread until the test lets it go on, for ten seconds at most.
package final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    package init() {}

    package func open() {
        semaphore.signal()
    }

    package func wait() {
        _ = semaphore.wait(timeout: .now() + 10)
    }
}
