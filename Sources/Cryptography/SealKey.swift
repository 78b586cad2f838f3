import COpenSSL

/// A 256-bit key of sealed jobs, under the id that stands in their `kid`. Wiped with it, and never printed.
package final class SealKey: Sendable, CustomStringConvertible, CustomReflectable {
    private static let size = 32
    /// Bytes of AES-GCM as JWE has it (RFC 7518, 5.3).
    static let ivSize = 12
    static let tagSize = 16

    /// 1 to 64 characters of `A-Za-z0-9._-`.
    package let id: String
    nonisolated(unsafe) private let key: UnsafeMutableBufferPointer<UInt8>  // because nobody writes after `init`

    private init(id: String, bytes: [UInt8]) {
        self.id = id
        key = .allocate(capacity: bytes.count)
        _ = key.initialize(from: bytes)
    }

    deinit {
        OPENSSL_cleanse(key.baseAddress, key.count)
        key.deallocate()
    }

    /// - Parameter text: `KID:KEY`, the key in base64url without padding, or in hex.
    package convenience init(_ text: some StringProtocol) throws(SealKeyError) {
        guard let colon = text.firstIndex(of: ":") else { throw .noID }
        let id = String(text[..<colon])
        guard Self.isID(id.utf8) else { throw .unfitID }
        let digits = text[colon...].dropFirst()
        let bytes = digits.utf8.count == 2 * Self.size ? [UInt8](hex: String(digits)) : Base64.urlBytes(digits)
        guard let bytes, bytes.count == Self.size else { throw .unfitKey(id: id) }
        self.init(id: id, bytes: bytes)
    }

    /// A new one, made of randomness.
    package static func random(id: String) throws(SealKeyError) -> SealKey {
        guard isID(id.utf8) else { throw .unfitID }
        return SealKey(id: id, bytes: SecureRandom.bytes(size))
    }

    package static func isID(_ text: some Collection<UInt8>) -> Bool {
        (1...64).contains(text.count)
            && text.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "._-".utf8.contains(byte)
            }
    }

    package var description: String { "seal key \(id)" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// `KID:KEY` in clear, for whoever asked for a new key and nobody else.
    package var revealed: String {
        id + ":" + String(decoding: Base64.urlText(UnsafeBufferPointer(key)), as: UTF8.self)
    }

    /// AES-256-GCM, in place (RFC 7518, 5.3).
    ///
    /// - Parameter tag: given to open, taken to seal.
    /// - Returns: false if the text is not what was sealed, or OpenSSL has no memory left. The text is then of no use.
    func apply(
        _ direction: Direction, iv: UnsafeMutableBufferPointer<UInt8>, header: Slice<UnsafeBufferPointer<UInt8>>,
        text: UnsafeMutableBufferPointer<UInt8>, tag: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        guard let context = EVP_CIPHER_CTX_new() else { return false }
        defer {
            EVP_CIPHER_CTX_free(context)  // wipes the key schedule
            ERR_clear_error()  // OpenSSL keeps errors for whoever uses it next on this thread
        }
        var count: Int32 = 0
        let header = UnsafeBufferPointer(rebasing: header)
        guard let headerSize = Int32(exactly: header.count), let textSize = Int32(exactly: text.count),
            EVP_CipherInit_ex2(context, Self.cipher, key.baseAddress, iv.baseAddress, direction.rawValue, nil) == 1,
            EVP_CipherUpdate(context, nil, &count, header.baseAddress, headerSize) == 1,
            EVP_CipherUpdate(context, text.baseAddress, &count, text.baseAddress, textSize) == 1,
            direction == .seal || setTag(tag, of: context),
            EVP_CipherFinal_ex(context, text.baseAddress, &count) == 1
        else { return false }
        return direction == .open || takeTag(tag, of: context)
    }

    enum Direction: Int32 {
        case open = 0
        case seal = 1
    }

    /// Looked up once: a look-up for each job would cost as much as the rest.
    nonisolated(unsafe) private static let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)  // never freed or changed

    private func setTag(_ tag: UnsafeMutableBufferPointer<UInt8>, of context: OpaquePointer) -> Bool {
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), tag.baseAddress) == 1
    }

    private func takeTag(_ tag: UnsafeMutableBufferPointer<UInt8>, of context: OpaquePointer) -> Bool {
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), tag.baseAddress) == 1
    }
}
