import Jobs

/// A message that came back unsettled again and again: it takes down the workers that look at it, or only lay beside one
/// that does.
///
/// Which of the two is told by trying it: a note that is made before it is looked at, and taken away when its try has
/// ended, stays when the worker has not lived to take it away.
package struct Suspect: Sendable, Equatable {
    /// So many tries that never ended are no accident.
    package static let mostTries = 3
    /// Once a lost connection, a worker that was killed or that left gives everything back.
    private static let leastReturns = 2

    /// The store knows it by its body and envelope, for it must not be read before the store was asked.
    package let key: String

    /// - Parameter envelope: what else tells one message from another, where a body is too long to be kept.
    package init(_ body: [UInt8], envelope: String, hash: some KeyedHash) {
        key = "x:" + hash.digest(Array("suspect \(envelope) ".utf8) + body)
    }

    /// - Parameter count: how often the broker had to take the message back.
    package static func isSuspected(afterReturns count: Int) -> Bool { count >= leastReturns }
}
