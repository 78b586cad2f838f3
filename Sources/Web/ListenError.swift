import Glibc
import NIOCore

/// Why a server did not start.
package enum ListenError: Error, Equatable, CustomStringConvertible {
    case portInUse(host: String, port: Int)
    case cannotListen(host: String, port: Int, errno: Int32?)

    init(_ error: any Error, host: String, port: Int) {
        let errno = (error as? IOError)?.errnoCode
        self =
            errno == EADDRINUSE
            ? .portInUse(host: host, port: port) : .cannotListen(host: host, port: port, errno: errno)
    }

    package var description: String {
        switch self {
        case .portInUse(let host, let port): "\(host):\(port) is in use by another program"
        case .cannotListen(let host, let port, let errno?): "cannot listen on \(host):\(port) (errno \(errno))"
        case .cannotListen(let host, let port, nil): "cannot listen on \(host):\(port): no such address"
        }
    }
}
