import Glibc

/// Why a TLS connection ended, or never stood.
package enum TLSFault: Error, Equatable, CustomStringConvertible {
    /// The server's certificate is not one to trust, for the reason that is given.
    case untrusted(String)
    /// Not TLS as we speak it, or the peer's alert: OpenSSL's words.
    case refused(String)
    case system(errno: Int32)
    case endOfStream

    package var description: String {
        switch self {
        case .untrusted(let reason): "the server's certificate is not trusted: \(reason)"
        case .refused(let reason): "TLS: \(reason)"
        case .system(let code): String(cString: strerror(code))
        case .endOfStream: "the server ended the connection"
        }
    }
}
