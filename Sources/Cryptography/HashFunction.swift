import COpenSSL

/// The hashes that others sign with; by OpenSSL. What we choose ourselves is SHA-256.
package enum HashFunction: Sendable {
    case md5
    case sha1
    case sha256
    case sha384
    case sha512

    /// Nil where OpenSSL has no memory, or does not allow this hash (MD5 in FIPS mode). Nil is equal to nothing.
    package func digest(_ message: [UInt8]) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var size: UInt32 = 0
        guard EVP_Digest(message, message.count, &digest, &size, algorithm, nil) == 1 else { return nil }
        return Array(digest.prefix(Int(size)))
    }

    /// HMAC (RFC 2104). Nil as with `digest`.
    package func authenticate(_ message: [UInt8], key: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var code = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var size: UInt32 = 0
        guard let length = Int32(exactly: key.count),
            HMAC(algorithm, key.baseAddress, length, message, message.count, &code, &size) != nil
        else { return nil }
        return Array(code.prefix(Int(size)))
    }

    private var algorithm: OpaquePointer? {
        switch self {
        case .md5: EVP_md5()
        case .sha1: EVP_sha1()
        case .sha256: EVP_sha256()
        case .sha384: EVP_sha384()
        case .sha512: EVP_sha512()
        }
    }
}
