import Stores
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RedisCommandTests {
    @Test("10,000 commands at once are executed in their order, and each gets its own reply")
    func pipelines() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let replies = try await redis.send((1...10_000).map { ["RPUSH", "list", "\($0)"] })
        #expect(replies == (1...10_000).map { .integer($0) })
        let list = try await redis.send("LRANGE", "list", "0", "-1")
        #expect(list == .array((1...10_000).map { .text("\($0)") }))
    }

    @Test("many tasks at once each get their own reply")
    func answersEach() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<1_000 {
                group.addTask {
                    for turn in 0..<10 {
                        let reply = try await redis.send("ECHO", "\(task)-\(turn)")
                        if reply != .text("\(task)-\(turn)") { return true }
                    }
                    return false
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == 0)
        #expect(try await server.command("info", "commandstats").contains("cmdstat_echo:calls=10000,"))
    }

    @Test("any bytes are keys and values")
    func isBinary() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let bytes = (0...255).map { UInt8($0) }
        #expect(try await redis.send([Array("SET".utf8), bytes, bytes.reversed()]) == .status("OK"))
        #expect(try await redis.send([Array("GET".utf8), bytes]) == .bytes(bytes.reversed()))
        #expect(try await redis.send("GET", "") == .null)
    }

    @Test("a value of a megabyte goes to and fro; one larger than the limit ends the connection and no more")
    func isLarge() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let large = [UInt8](repeating: 7, count: 1_000_000)
        #expect(try await redis.send([Array("SET".utf8), [1], large]) == .status("OK"))
        #expect(try await redis.send([Array("GET".utf8), [1]]) == .bytes(large))
        #expect(try await redis.send([Array("APPEND".utf8), [1], large]) == .integer(2_000_000))
        #expect(await redis.failure(of: "GET", "\u{1}") == .unanswered(.replyTooLarge))
        #expect(try await redis.send("STRLEN", "\u{1}") == .integer(2_000_000))
    }

    @Test("a server that reads slowly gets everything all the same")
    func fillsTheSocket() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let large = [UInt8](repeating: 7, count: 1_000_000)
        let replies = try await redis.send((0..<30).map { [Array("SET".utf8), [$0], large] })
        #expect(replies == Array(repeating: .status("OK"), count: 30))
        #expect(try await redis.send("DBSIZE") == .integer(30))
    }

    @Test("a transaction is one, whatever others do meanwhile")
    func transacts() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let replies = try await redis.send([["MULTI"], ["INCR", "a"], ["INCR", "b"], ["EXEC"]])
                    guard case .array(let pair) = try #require(replies.last), pair.count == 2 else {
                        throw RedisError.refused("\(replies)")
                    }
                    #expect(pair[0] == pair[1])
                }
                group.addTask { _ = try await redis.send("PING") }
            }
            try await group.waitForAll()
        }
        #expect(try await redis.send("MGET", "a", "b") == .array([.text("200"), .text("200")]))
    }

    @Test("an error is thrown for one command, and stands among the replies of several")
    func reportsErrors() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let wrongType = "WRONGTYPE Operation against a key holding the wrong kind of value"
        let replies = try await redis.send([["SET", "s", "x"], ["LPUSH", "s", "x"], ["GET", "s"]])
        #expect(replies == [.status("OK"), .error(wrongType), .text("x")])
        #expect(await redis.failure(of: "LPUSH", "s", "x") == .refused(wrongType))
        #expect(await redis.failure(of: "NOSUCH", "secret") == .refused("ERR unknown command "))
        let noScript = RedisError.refused("NOSCRIPT No matching script. Please use EVAL.")
        #expect(await redis.failure(of: "EVALSHA", String(repeating: "0", count: 40), "0") == noScript)
        #expect(try await redis.send([[String]]()) == [])
    }

    @Test("a cancelled task's command is executed and answered")
    func ignoresCancellation() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await redis.send("INCR", "n")
        }
        #expect(try await task.value == .integer(1))
    }

    @Test("a closed connection says so")
    func closes() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        _ = try await redis.send("PING")
        try server.freeze()
        async let waiting = redis.failure(of: "INCR", "n")
        while !(await redis.hasUnanswered) { await Task.yield() }
        await redis.close()
        #expect(await waiting == .unanswered(.closed))
        #expect(await redis.failure(of: "PING") == .unsent(.closed))
    }

    @Test("a connection that nobody holds any more is gone")
    func leavesNothing() async throws {
        let server = try await RedisServer.start()
        for _ in 0..<20 {
            let redis = try await RedisConnection.open(server.url)
            _ = try await redis.send("PING")
        }
        while try await server.command("client", "list").contains("name=codebode") {}
    }
}
