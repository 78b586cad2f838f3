import COpenSSL

/// A hash (FIPS 180-4, by OpenSSL).
enum SHA256 {
    /// 32 bytes.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        // Fails for want of memory only.
        let result = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        precondition(result == 1, "OpenSSL has no memory left")
        return digest
    }
}
