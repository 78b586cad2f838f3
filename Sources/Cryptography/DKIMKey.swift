import COpenSSL

/// Signs for a domain, by the kind of the key: RSA-SHA256 (RFC 6376, 3.3) or Ed25519-SHA256 (RFC 8463). Never printed.
package final class DKIMKey: Sendable, CustomStringConvertible, CustomReflectable {
    package enum Algorithm: String, Sendable {
        case rsa = "rsa-sha256"
        case ed25519 = "ed25519-sha256"
    }

    package let algorithm: Algorithm
    nonisolated(unsafe) private let key: OpaquePointer  // because OpenSSL locks the little that signing changes in it

    /// - Parameter pem: a private key without password; RSA of 2048 to 4096 bits, or Ed25519.
    package init(pem: UnsafeBufferPointer<UInt8>) throws(DKIMKeyError) {
        defer { ERR_clear_error() }  // OpenSSL keeps errors for whoever uses it next on this thread
        guard let key = Self.read(pem) else { throw .unreadable }
        do throws(DKIMKeyError) {
            algorithm = try Self.algorithm(of: key)
        } catch {
            EVP_PKEY_free(key)
            throw error
        }
        self.key = key
        _ = try sign(Array("a key that is damaged shows itself at the start".utf8))
    }

    deinit {
        EVP_PKEY_free(key)  // wipes it
    }

    package var description: String { "DKIM key (\(algorithm.rawValue))" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// - Parameter bytes: what the signature is for, not yet hashed.
    func sign(_ bytes: [UInt8]) throws(DKIMKeyError) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw .noSignature }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        // Ed25519 signs what it is given, which is to be the hash (RFC 8463, 3); RSA is told which hash to make.
        let input = algorithm == .ed25519 ? HashFunction.sha256.digest(bytes) : bytes
        let hash = algorithm == .ed25519 ? nil : EVP_sha256()
        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
        var count = signature.count
        guard let input, EVP_DigestSignInit(context, nil, hash, nil, key) == 1,
            EVP_DigestSign(context, &signature, &count, input, input.count) == 1
        else { throw .noSignature }
        return Array(signature.prefix(count))
    }

    private static func read(_ pem: UnsafeBufferPointer<UInt8>) -> OpaquePointer? {
        guard let bytes = BIO_new_mem_buf(pem.baseAddress, Int32(clamping: pem.count)) else { return nil }
        defer { BIO_free(bytes) }
        return PEM_read_bio_PrivateKey(bytes, nil, haveNoPassword, nil)
    }

    private static func algorithm(of key: OpaquePointer) throws(DKIMKeyError) -> Algorithm {
        if EVP_PKEY_is_a(key, "ED25519") == 1 { return .ed25519 }
        guard EVP_PKEY_is_a(key, "RSA") == 1 else { throw .otherKind }
        let bits = Int(EVP_PKEY_get_bits(key))
        guard bits >= 2048 else { throw .tooShort(bits: bits) }
        guard bits <= 4096 else { throw .tooLong(bits: bits) }
        return .rsa
    }
}
