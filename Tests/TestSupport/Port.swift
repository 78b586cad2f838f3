import EventLoop
import Glibc

/// TCP on 127.0.0.1, for servers that tests start.
package enum Port {
    /// A listening socket on a port that the system chose.
    ///
    /// - Parameter backlog: how many connections wait to be accepted; 0 leaves room for one.
    package static func listen(backlog: Int32 = 512) -> (socket: Int32, port: UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) | Glibc.listen(listener, backlog) | getsockname(listener, $0, &size)
            }
        }
        precondition(code == 0, "no port for a test server")
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    /// One that nobody listens on, and that the system gives to nobody who asks for any port.
    package static func unused() -> UInt16 {
        while true {
            let port = next.withLock { port in
                port = port < 29_999 ? port + 1 : 20_000
                return port
            }
            guard let socket = connect(port) else { return port }
            close(socket)
        }
    }

    /// Each run of the tests begins elsewhere; the ports that the system gives out begin at 32,768.
    private static let next = Locked(UInt16(20_000 + getpid() % 10_000))

    /// A connected socket; nil when nobody listens.
    package static func connect(_ port: UInt16) -> Int32? {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(client)
            return nil
        }
        return client
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
