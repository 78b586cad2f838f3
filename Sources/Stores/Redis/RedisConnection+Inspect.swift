extension RedisConnection {
    /// The server's clock in microseconds since 1970, which is the one that leases and limits run by.
    package func time() async throws(RedisError) -> Int {
        let reply = try await send(["TIME"].map { Array($0.utf8) })
        guard case .array(let parts) = reply, parts.count == 2, let seconds = Self.number(parts[0]),
            let microseconds = Self.number(parts[1]), (0..<1_000_000).contains(microseconds),
            (0..<1_000_000_000_000).contains(seconds)
        else { throw .unanswered(.invalidProtocol("TIME was answered otherwise")) }
        return seconds * 1_000_000 + microseconds
    }

    /// Whether it takes writes: by a key that nobody reads, and that is gone a second later.
    package func tryToWrite() async throws(RedisError) {
        _ = try await send(["SET", "{codebode}:doctor", "", "PX", "1000"].map { Array($0.utf8) })
    }

    private static func number(_ reply: RedisReply) -> Int? {
        guard case .bytes(let digits) = reply else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
