package import Cryptography
import Glibc

/// Why there is no connection to Redis.
package enum RedisLinkFailure: Error, Equatable, CustomStringConvertible {
    /// The first attempt is still under way.
    case connecting
    case lookup(String)
    case system(call: String, errno: Int32)
    case tls(TLSFault)
    /// A connection, a login or a command took longer than the time-out.
    case timedOut
    case endOfStream
    case invalidProtocol(String)
    case replyTooLarge
    /// The server's own words.
    case login(String)
    /// The server takes no writes: a replica, perhaps since a failover.
    case readOnly
    /// This side closed it.
    case closed

    package var description: String {
        switch self {
        case .connecting: "not connected yet"
        case .lookup(let text): "the host name was not found: \(text)"
        case .system(let call, let errno): "\(call): \(String(cString: strerror(errno)))"
        case .tls(let fault): fault.description
        case .timedOut: "no answer in time"
        case .endOfStream: "the server ended the connection"
        case .invalidProtocol(let text): "not Redis' protocol: \(text)"
        case .replyTooLarge: "a reply is too large"
        case .login(let text): "the login was refused: \(text)"
        case .readOnly: "the server takes no writes"
        case .closed: "the connection was closed"
        }
    }
}
