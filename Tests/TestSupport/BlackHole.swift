import Glibc

/// A port that swallows connection attempts: its queue is full and nobody accepts.
package final class BlackHole: Sendable {
    package let port: UInt16
    private let sockets: [Int32]

    package init() {
        let (listener, port) = Port.listen(backlog: 0)
        self.port = port
        sockets = [listener] + [Port.connect(port)].compactMap { $0 }
    }

    deinit {
        for socket in sockets { close(socket) }
    }
}
