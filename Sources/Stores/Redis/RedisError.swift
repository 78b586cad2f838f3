/// Why a command has no result. Holds no value of a command.
package enum RedisError: Error, Equatable, CustomStringConvertible {
    /// Not a byte was sent, for want of a connection.
    case unsent(RedisLinkFailure)
    /// It was sent: it may have been executed.
    case unanswered(RedisLinkFailure)
    /// The server cannot execute it now, and did not; its own words.
    case unavailable(String)
    /// The server's own words, beginning with a code such as `OOM`, `NOSCRIPT` or `WRONGTYPE`.
    case refused(String)

    package var description: String {
        switch self {
        case .unsent(let failure): "not sent: \(failure)"
        case .unanswered(let failure): "sent without an answer: \(failure)"
        case .unavailable(let text): "unavailable: \(text)"
        case .refused(let text): "refused: \(text)"
        }
    }
}
