import Glibc

/// What the kernel connects a socket to.
struct SocketAddress: Sendable {
    private let bytes: [UInt8]

    /// Of the path of a unix socket, in bytes; the kernel's field holds a NUL too (unix(7)).
    static let longestPath = 107

    init(path: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(Self.longestPath)) }
        bytes = withUnsafeBytes(of: address, Array.init)
    }

    private init(_ info: addrinfo) {
        bytes = Array(UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen)))
    }

    /// All addresses of a name, in the order in which they should be tried. Blocks for as long as the name servers take.
    static func lookUp(_ host: String, _ port: UInt16) throws(RedisLinkFailure) -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0, let list else { throw .lookup(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        return sequence(first: list) { $0.pointee.ai_next }.map { SocketAddress($0.pointee) }
    }

    var family: Int32 {
        bytes.withUnsafeBytes { Int32($0.load(as: sa_family_t.self)) }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>?, socklen_t) -> Result) -> Result {
        bytes.withUnsafeBytes { body($0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count)) }
    }
}
