/// Whether a message that did not arrive goes out once more.
package enum Rescuing: Sendable, Equatable {
    /// By another way than `provider`, which had taken it; the number of this attempt.
    case send(attempt: Int, isDetoured: Bool, not: String)
    /// Nobody knows yet whether it arrived, or another worker sees to it: look again later.
    case wait
    /// It arrived, or nothing more can be done.
    case over
}
