import EventLoop
import Glibc

/// A server on raw sockets that does what a script says, the wrong things above all, and records what it is sent.
///
/// Each connection has a thread, which runs the script and closes the connection when the script returns.
package final class FaultServer: Sendable {
    package typealias Script = @Sendable (FaultConnection) -> Void

    package let port: UInt16
    /// Each thing that came in, for a test that waits for it.
    package let arrivals: AsyncStream<String>
    /// The number of each connection whose script has ended.
    package let endings: AsyncStream<Int>
    private let listener: Int32
    private let log = Locked<(wire: [String], connections: Int)>(([], 0))

    package init(_ script: @escaping Script) {
        let (stream, feed) = AsyncStream.makeStream(of: String.self)
        arrivals = stream
        let (ends, endFeed) = AsyncStream.makeStream(of: Int.self)
        endings = ends
        (listener, port) = Port.listen()
        startThread { [listener, log] in
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { break }
                let number = log.withLock { log in
                    defer { log.connections += 1 }
                    return log.connections
                }
                startThread {
                    script(
                        FaultConnection(socket, number: number) { text in
                            log.withLock { $0.wire.append(text) }
                            feed.yield(text)
                        }
                    )
                    endFeed.yield(number)
                }
            }
            close(listener)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))  // its thread closes it
    }

    /// Requests or lines, of all connections, in the order in which they came.
    package var wire: [String] {
        log.withLock { $0.wire }
    }

    package var connections: Int {
        log.withLock { $0.connections }
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

private func startThread(_ run: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(ThreadBody(run))  // released by the thread
    let code = pthread_create(&thread, nil, runThread, body.toOpaque())
    precondition(code == 0, "no thread for a test server")
    pthread_detach(thread)
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
