import COpenSSL

/// A keyed hash (RFC 2104 with SHA-256, by OpenSSL). The key is wiped with it, and never printed.
package final class HMACSHA256: Sendable, CustomStringConvertible, CustomReflectable {
    nonisolated(unsafe) private let key: UnsafeMutableBufferPointer<UInt8>  // because nobody writes after `init`

    /// - Parameter key: 32 bytes or more; fewer are weaker than the hash.
    package init(key bytes: [UInt8]) {
        key = .allocate(capacity: bytes.count)
        _ = key.initialize(from: bytes)
    }

    deinit {
        OPENSSL_cleanse(key.baseAddress, key.count)
        key.deallocate()
    }

    package var description: String { "HMAC-SHA256" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// 32 bytes.
    package func digest(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        // Fails for want of memory only; zeros would then merge all keys, so that case ends the process.
        let result = HMAC(EVP_sha256(), key.baseAddress, Int32(key.count), message, message.count, &digest, nil)
        precondition(result != nil, "OpenSSL has no memory left")
        return digest
    }
}
