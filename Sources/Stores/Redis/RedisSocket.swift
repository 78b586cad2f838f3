import Cryptography
import EventLoop
import Glibc

/// A stream socket that never blocks, with TLS or without.
final class RedisSocket {
    let descriptor: Int32
    private var tls: TLSStream?

    /// Begins to connect; the socket is writable when that has ended, well or not.
    init(connectingTo address: SocketAddress) throws(RedisLinkFailure) {
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        descriptor = socket(address.family, Int32(kind), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        if address.family != AF_UNIX {
            set(TCP_NODELAY, 1, at: Int32(IPPROTO_TCP))
            // Between commands a dead peer is noticed after 30 s, before a command has to find out.
            set(SO_KEEPALIVE, 1, at: SOL_SOCKET)
            set(TCP_KEEPIDLE, 15, at: Int32(IPPROTO_TCP))
            set(TCP_KEEPINTVL, 5, at: Int32(IPPROTO_TCP))
            set(TCP_KEEPCNT, 3, at: Int32(IPPROTO_TCP))
        }
        let code = address.withPointer { connect(descriptor, $0, $1) }
        guard code == 0 || errno == EINPROGRESS else { throw .system(call: "connect", errno: errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// To be asked once, when the socket is writable.
    func finishConnecting() throws(RedisLinkFailure) {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw .system(call: "connect", errno: code) }
    }

    /// All that is written from now on is sealed. To be asked for once, when the socket is connected.
    ///
    /// - Parameter host: whose certificate is expected.
    func secure(by context: TLSContext, for host: String) throws(RedisLinkFailure) {
        do {
            tls = try TLSStream(context, to: host, over: descriptor)
        } catch {
            throw .tls(error)
        }
    }

    /// What the socket must be ready for before the handshake can go on; nothing when it has ended.
    func shakeHands() throws(RedisLinkFailure) -> Readiness {
        do {
            return switch try tls?.shakeHands() {
            case .read: .read
            case .write: .write
            case nil: []
            }
        } catch {
            throw .tls(error)
        }
    }

    /// Returns how many bytes were taken, which may be none.
    func write(_ bytes: UnsafeRawBufferPointer) throws(RedisLinkFailure) -> Int {
        if let tls {
            do { return try tls.write(bytes) } catch { throw .tls(error) }
        }
        let count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        if count >= 0 { return count }
        guard isForNow(errno) else { throw .system(call: "send", errno: errno) }
        return 0
    }

    /// Returns how many bytes came; nil when none are here now.
    ///
    /// - Parameter buffer: with room for a record of TLS (see `TLSStream`).
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RedisLinkFailure) -> Int? {
        if let tls {
            do { return try tls.read(into: buffer) } catch { throw .tls(error) }
        }
        let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        if count > 0 { return count }
        guard count < 0 else { throw .endOfStream }
        guard isForNow(errno) else { throw .system(call: "recv", errno: errno) }
        return nil
    }

    private func isForNow(_ code: Int32) -> Bool {
        code == EAGAIN || code == EINTR
    }

    /// A setting that cannot be made is done without.
    private func set(_ option: Int32, _ value: Int32, at level: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
