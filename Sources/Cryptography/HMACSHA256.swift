import COpenSSL

/// A keyed hash (RFC 2104 with SHA-256, by OpenSSL).
package struct HMACSHA256: Sendable {
    private let key: [UInt8]

    /// - Parameter key: 32 bytes or more; fewer are weaker than the hash.
    package init(key: [UInt8]) {
        self.key = key
    }

    /// 32 bytes.
    package func digest(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        // Fails for want of memory only; zeros would then merge all keys, so that case ends the process.
        let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, nil)
        precondition(result != nil, "OpenSSL has no memory left")
        return digest
    }
}
