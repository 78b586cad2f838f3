package import Jobs

extension RedisConnection {
    /// The server's clock, which is the one that leases and limits run by.
    package func time() async throws(RedisError) -> Timestamp {
        guard let time = Timestamp(try await send([Array("TIME".utf8)])) else {
            throw .unanswered(.invalidProtocol("TIME was answered otherwise"))
        }
        return time
    }

    /// Whether it takes writes: by a key that nobody reads, and that is gone a second later.
    package func tryToWrite() async throws(RedisError) {
        _ = try await send(["SET", "{codebode}:doctor", "", "PX", "1000"].map { Array($0.utf8) })
    }
}
