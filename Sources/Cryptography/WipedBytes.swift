import COpenSSL

/// Bytes that are overwritten when nobody needs them any more.
struct WipedBytes: ~Copyable {
    let buffer: UnsafeMutableBufferPointer<UInt8>

    init(count: Int) {
        buffer = .allocate(capacity: count)
        buffer.initialize(repeating: 0)
    }

    deinit {
        OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        buffer.deallocate()
    }
}
