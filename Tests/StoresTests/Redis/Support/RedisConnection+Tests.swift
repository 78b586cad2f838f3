import Cryptography
import Stores
import TestSupport

extension RedisConnection {
    /// - Parameter timeout: generous, for tests that do not wait for it to pass.
    static func open(
        _ url: String,
        timeout: Duration = .seconds(20),
        files: TLSFiles = TLSFiles(),
        onConnect: @escaping @Sendable (RedisGreeting) -> Void = { _ in }
    ) async throws -> RedisConnection {
        var options = try RedisOptions(RedisURL(url), files: files)
        options.timeout = timeout
        return try await RedisConnection(options, onConnect: onConnect)
    }

    func send(_ words: String...) async throws(RedisError) -> RedisReply {
        try await send(words.map { Array($0.utf8) })
    }

    func send(_ commands: [[String]]) async throws(RedisError) -> [RedisReply] {
        try await send(commands.map { $0.map { Array($0.utf8) } })
    }

    /// What goes wrong with a command, if something does.
    func failure(of words: String...) async -> RedisError? {
        do throws(RedisError) {
            _ = try await send(words.map { Array($0.utf8) })
            return nil
        } catch {
            return error
        }
    }
}

extension RedisConnection {
    /// Why there is no connection, once an attempt has come to an end; a loaded machine is slow to begin.
    func obstacle() async -> RedisError? {
        while true {
            let failure = await failure(of: "PING")
            if failure != .unsent(.connecting) { return failure }
        }
    }
}

extension RedisReply {
    static func text(_ text: String) -> RedisReply { .bytes(Array(text.utf8)) }
}

/// Greetings as they come.
struct Greetings: Sendable {
    let stream: AsyncStream<RedisGreeting>
    let feed: AsyncStream<RedisGreeting>.Continuation

    init() {
        (stream, feed) = AsyncStream.makeStream()
    }

    var hear: @Sendable (RedisGreeting) -> Void {
        { [feed] in _ = feed.yield($0) }
    }

    func next() async -> RedisGreeting? {
        await stream.first { _ in true }
    }
}
