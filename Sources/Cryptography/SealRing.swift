/// The keys that sealed jobs may name: several at once, so that a new one can come before the old one goes.
///
/// A sealed text is a compact JWE with a shared key, `alg` dir and `enc` A256GCM (RFC 7516, 7.1; RFC 7518, 4.5 and 5.3):
/// `BASE64URL(header)..BASE64URL(iv).BASE64URL(text).BASE64URL(tag)`.
package struct SealRing: Sendable {
    /// Characters; a header with the longest `kid` needs 147.
    private static let longestHeader = 512

    /// In the configuration's order: the first is the one to seal with.
    package let keys: [SealKey]
    private let keysByID: [String: SealKey]

    /// - Parameter keys: each with an id of its own; of two with one the first counts.
    package init(_ keys: [SealKey] = []) {
        self.keys = keys
        keysByID = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Bytes that a sealed text takes at most.
    package static func largest(ofText size: Int) -> Int {
        longestHeader + (SealKey.ivSize * 4 + 2) / 3 + (size * 4 + 2) / 3 + (SealKey.tagSize * 4 + 2) / 3 + 4
    }

    /// - Parameter read: is given the text, which is wiped when it returns.
    package func open<Result>(
        _ sealed: [UInt8], _ read: (UnsafeBufferPointer<UInt8>) -> Result
    ) throws(SealFault) -> Result {
        try sealed.withUnsafeBufferPointer { sealed throws(SealFault) in try open(sealed, read) }
    }

    private func open<Result>(
        _ sealed: UnsafeBufferPointer<UInt8>, _ read: (UnsafeBufferPointer<UInt8>) -> Result
    ) throws(SealFault) -> Result {
        let parts = sealed.split(separator: UInt8(ascii: "."), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].count <= Self.longestHeader, parts[1].isEmpty,
            let headerSize = Base64.urlSize(of: parts[0].count), Base64.urlSize(of: parts[2].count) == SealKey.ivSize,
            let textSize = Base64.urlSize(of: parts[3].count), Base64.urlSize(of: parts[4].count) == SealKey.tagSize
        else { throw .malformed }
        let size = headerSize + SealKey.ivSize + textSize + SealKey.tagSize
        return try WipedBytes.with(count: size) { room throws(SealFault) in
            var room = room[...]
            let header = room.take(headerSize)
            let (iv, text, tag) = (room.take(SealKey.ivSize), room.take(textSize), room.take(SealKey.tagSize))
            guard Base64.decodeURL(parts[0], into: header), Base64.decodeURL(parts[2], into: iv),
                Base64.decodeURL(parts[3], into: text), Base64.decodeURL(parts[4], into: tag),
                let keyID = SealHeader(UnsafeBufferPointer(header))?.keyID
            else { throw .malformed }
            guard let key = keysByID[keyID] else { throw .unknownKey }
            guard key.apply(.open, iv: iv, header: parts[0], text: text, tag: tag) else { throw .notAuthentic }
            return read(UnsafeBufferPointer(text))
        }
    }
}

extension SealKey {
    /// A compact JWE that `SealRing` opens, and any other reader of RFC 7516.
    package func seal(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let header = SealHeader.text(keyID: id)
        return WipedBytes.with(count: Self.ivSize + text.count + Self.tagSize) { room in
            var room = room[...]
            let (iv, sealed, tag) = (room.take(Self.ivSize), room.take(text.count), room.take(Self.tagSize))
            _ = iv.update(fromContentsOf: SecureRandom.bytes(Self.ivSize))
            _ = sealed.update(fromContentsOf: text)
            let isSealed = header.withUnsafeBufferPointer { header in
                apply(.seal, iv: iv, header: header[...], text: sealed, tag: tag)
            }
            precondition(isSealed, "OpenSSL has no memory left")
            let dot = [UInt8(ascii: ".")]
            let parts = [iv, sealed, tag].map { Base64.urlText(UnsafeBufferPointer($0)) }
            return parts.reduce(into: header + dot) { $0 += dot + $1 }  // the key between has no characters
        }
    }
}

extension Slice<UnsafeMutableBufferPointer<UInt8>> {
    /// The next so many bytes.
    fileprivate mutating func take(_ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
        defer { self = dropFirst(count) }
        return UnsafeMutableBufferPointer(rebasing: prefix(count))
    }
}
