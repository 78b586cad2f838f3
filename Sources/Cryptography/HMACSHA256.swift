import COpenSSL

/// A keyed hash (RFC 2104 with SHA-256, by OpenSSL). The key is wiped with it, and never printed.
package final class HMACSHA256: Sendable, CustomStringConvertible, CustomReflectable {
    /// Keyed and fed with nothing: each digest begins with a copy, since to look the algorithms up each time costs more
    /// than the digest.
    nonisolated(unsafe) private let keyed: OpaquePointer  // because nobody changes it after `init`

    /// - Parameter key: 32 bytes or more; fewer are weaker than the hash.
    package init(key: [UInt8]) {
        let hmac = EVP_MAC_fetch(nil, "HMAC", nil)
        defer { EVP_MAC_free(hmac) }
        // Fails for want of memory only.
        guard let keyed = EVP_MAC_CTX_new(hmac), codebode_mac_init_sha256(keyed, key, key.count) == 1 else {
            preconditionFailure("OpenSSL has no memory left")
        }
        self.keyed = keyed
    }

    deinit {
        EVP_MAC_CTX_free(keyed)  // wipes the key
    }

    package var description: String { "HMAC-SHA256" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// 32 bytes.
    package func digest(_ message: [UInt8]) -> [UInt8] {
        let context = EVP_MAC_CTX_dup(keyed)
        defer { EVP_MAC_CTX_free(context) }
        var digest = [UInt8](repeating: 0, count: 32)
        var size = 0
        // Fails for want of memory only; zeros would then merge all keys, so that case ends the process.
        let isWell =
            EVP_MAC_update(context, message, message.count) == 1
            && EVP_MAC_final(context, &digest, &size, digest.count) == 1
        precondition(isWell && size == digest.count, "OpenSSL has no memory left")
        return digest
    }
}
