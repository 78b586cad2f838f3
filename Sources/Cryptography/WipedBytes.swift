import COpenSSL

/// Room for what nobody may find in memory afterwards.
enum WipedBytes {
    /// Overwrites the bytes when `body` has returned or thrown; zeros at first.
    static func with<Result, Failure: Error>(
        count: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
        defer {
            OPENSSL_cleanse(room.baseAddress, count)
            room.deallocate()
        }
        room.initialize(repeating: 0)
        return try body(room)
    }
}
