import Logging
import Stores
import TestSupport
import Testing

@testable import codebode

/// What ops are told of a Redis, by a real one.
@Suite("What a Redis' settings cost", .timeLimit(.minutes(1)))
struct RedisWatchTests {
    private func worries(_ configuration: String...) async throws -> [String] {
        let server = try await RedisServer.start(configuration)
        let (greetings, feed) = AsyncStream.makeStream(of: RedisGreeting.self)
        let connection = try await RedisConnection(try RedisOptions(RedisURL(server.url))) { feed.yield($0) }
        defer { withExtendedLifetime(connection) {} }
        var iterator = greetings.makeAsyncIterator()
        return RedisWatch.worries(about: try required(await iterator.next()))
    }

    @Test("one that keeps every write gives no worry")
    func durable() async throws {
        #expect(try await worries("appendonly yes", "appendfsync always").isEmpty)
    }

    @Test("one that may forget gives a worry for each reason, with what to set")
    func lossy() async throws {
        #expect(try await worries().map { $0.contains("appendonly yes") } == [true])
        #expect(try await worries("appendonly yes").map { $0.contains("appendfsync always") } == [true])
        let full = try await worries(
            "appendonly yes", "appendfsync always", "maxmemory 100mb", "maxmemory-policy allkeys-lru")
        #expect(full.map { $0.contains("noeviction") } == [true])
    }
}
