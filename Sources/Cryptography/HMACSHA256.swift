import COpenSSL

/// A keyed hash (RFC 2104 with SHA-256, by OpenSSL). The key is wiped with it, and never printed.
///
/// By OpenSSL's older functions, whose state is a plain value: those that replace them (`EVP_MAC`) allocate and free
/// theirs for each digest, which costs nearly as much as to hash an address.
package final class HMACSHA256: Sendable, CustomStringConvertible, CustomReflectable {
    private static let blockSize = 64

    // Both fed with the key; each digest begins with copies. Unsafe, because nobody changes them before `deinit`.
    nonisolated(unsafe) private var inner: SHA256_CTX
    nonisolated(unsafe) private var outer: SHA256_CTX

    /// - Parameter key: 32 bytes or more; fewer are weaker than the hash.
    package init(key: [UInt8]) {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        if key.count > Self.blockSize {
            var hash = SHA256_CTX(feeding: key)
            block.withUnsafeMutableBytes { hash.write(to: $0) }
        } else {
            block.replaceSubrange(..<key.count, with: key)
        }
        for index in block.indices { block[index] ^= 0x36 }
        inner = SHA256_CTX(feeding: block)
        for index in block.indices { block[index] ^= 0x36 ^ 0x5C }
        outer = SHA256_CTX(feeding: block)
        OPENSSL_cleanse(&block, block.count)
    }

    deinit {
        OPENSSL_cleanse(&inner, MemoryLayout<SHA256_CTX>.size)
        OPENSSL_cleanse(&outer, MemoryLayout<SHA256_CTX>.size)
    }

    package var description: String { "HMAC-SHA256" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// 32 bytes.
    package func digest(_ message: [UInt8]) -> [UInt8] {
        var (inner, outer) = (inner, outer)
        inner.add(message)
        withUnsafeTemporaryAllocation(byteCount: SHA256_CTX.digestSize, alignment: 1) { digest in
            inner.write(to: digest)
            SHA256_Update(&outer, digest.baseAddress, digest.count)
        }
        return outer.digest()
    }
}

/// None of these can fail.
extension SHA256_CTX {
    fileprivate static var digestSize: Int { Int(SHA256_DIGEST_LENGTH) }

    fileprivate init(feeding bytes: [UInt8]) {
        self.init()
        SHA256_Init(&self)
        add(bytes)
    }

    fileprivate mutating func add(_ bytes: [UInt8]) {
        SHA256_Update(&self, bytes, bytes.count)
    }

    fileprivate mutating func digest() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.digestSize) { digest, count in
            write(to: UnsafeMutableRawBufferPointer(digest))
            count = Self.digestSize
        }
    }

    fileprivate mutating func write(to digest: UnsafeMutableRawBufferPointer) {
        SHA256_Final(digest.baseAddress?.assumingMemoryBound(to: UInt8.self), &self)
    }
}
