import EventLoop
import Glibc

/// One connection to a `FaultServer`, as its script sees it. All calls block; none for longer than ten seconds.
package final class FaultConnection {
    /// 0 for the server's first connection.
    package let number: Int
    private var socket: Int32
    private let record: (String) -> Void
    private var buffer: [UInt8] = []

    init(_ socket: Int32, number: Int, record: @escaping (String) -> Void) {
        self.socket = socket
        self.number = number
        self.record = record
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    /// To a server on this machine; nil when nobody listens.
    convenience init?(to port: UInt16) {
        guard let socket = Port.connect(port) else { return nil }
        self.init(socket, number: 0) { _ in }
    }

    deinit {
        end()
    }

    /// Closes it before the script returns.
    package func end() {
        if socket >= 0 { close(socket) }
        socket = -1
    }

    /// Head and body of an HTTP request; nil when the peer has gone.
    package func readRequest() -> String? {
        guard let request = readHTTP() else { return nil }
        record(request)
        return request
    }

    /// Head and body of an HTTP answer that says how long it is; nil when the peer has gone.
    package func readAnswer() -> String? {
        readHTTP()
    }

    private func readHTTP() -> String? {
        guard let head = read(through: "\r\n\r\n") else { return nil }
        let length = head.lowercased().split(separator: "\r\n").compactMap { line in
            line.hasPrefix("content-length:") ? Int(line.dropFirst(15).drop { $0 == " " }) : nil
        }
        guard let body = read(count: length.first ?? 0) else { return nil }
        return head + body
    }

    /// Up to the line's end, without it.
    package func readLine() -> String? {
        guard let line = read(through: "\r\n") else { return nil }
        record(String(line.dropLast()))
        return String(line.dropLast())
    }

    /// A mail's text, up to the dot that ends it.
    package func readMessage() -> String? {
        guard let message = read(through: "\r\n.\r\n") else { return nil }
        record(message)
        return message
    }

    /// Whatever comes first.
    package func readSome() {
        guard fill() else { return }
        record("\(buffer.count) bytes")
        buffer = []
    }

    /// False when the peer has gone.
    @discardableResult
    package func send(_ text: String) -> Bool {
        send(Array(text.utf8))
    }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Each byte by itself.
    ///
    /// - Parameter pause: in milliseconds, behind each; over at once when the peer goes.
    package func drip(_ text: String, pause: Int32 = 0) {
        for byte in text.utf8 {
            guard send([byte]) else { return }
            var peer = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&peer, 1, pause) == 0 else { return }
        }
    }

    /// The peer sees an end, and can still send.
    package func endSending() {
        shutdown(socket, Int32(SHUT_WR))
    }

    /// Keeps silent until the peer goes.
    package func waitForPeer() {
        while fill() { buffer = [] }
    }

    /// The peer sees a reset instead of an end.
    package func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    private func read(through mark: String) -> String? {
        let mark = Array(mark.utf8)
        while true {
            if let end = buffer.indices.first(where: { buffer[$0...].starts(with: mark) }) {
                return read(count: end + mark.count)
            }
            guard fill() else { return nil }
        }
    }

    private func read(count: Int) -> String? {
        while buffer.count < count {
            guard fill() else { return nil }
        }
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    private func fill() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        buffer += bytes.prefix(count)
        return true
    }
}
