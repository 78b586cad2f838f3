import Glibc

/// Where a request comes from, as far as it can be told apart from others: an IPv4 address, or an IPv6 network of 64
/// bits, of which one subscriber has all.
struct SourceAddress: Hashable {
    private let bytes: [UInt8]

    /// - Parameters:
    ///   - peer: the other end of the connection; a socket in a folder has none.
    ///   - forwarded: `X-Forwarded-For`, which a proxy ends with who came to it. Whoever is not on this machine or
    ///     network is no proxy of ours, and is not believed.
    init?(peer: String?, forwarded: String?) {
        guard let own = peer.flatMap(Self.bytes) else { return nil }
        let last = forwarded?.split(separator: ",").last?.filter { $0 != " " } ?? ""
        let bytes = (Self.isNear(own) ? Self.bytes(last) : nil) ?? own
        self.bytes = bytes.count == 16 ? Array(bytes.prefix(8)) : bytes
    }

    /// 4 or 16; an IPv4 address in IPv6's clothes has 4.
    private static func bytes(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        return bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) ? Array(bytes.suffix(4)) : bytes
    }

    /// Loopback, and networks that the internet does not route (RFC 1918, 3927, 4193, 4291).
    private static func isNear(_ bytes: [UInt8]) -> Bool {
        switch (bytes.count, bytes[0], bytes[1]) {
        case (4, 10, _), (4, 127, _), (4, 172, 16...31), (4, 192, 168), (4, 169, 254): true
        case (16, 0xFC...0xFD, _), (16, 0xFE, 0x80...0xBF): true
        default: bytes == [UInt8](repeating: 0, count: 15) + [1]
        }
    }
}
