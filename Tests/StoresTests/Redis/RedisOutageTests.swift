import TestSupport
import Testing

@testable import Stores

@Suite(.timeLimit(.minutes(2)))
struct RedisOutageTests {
    private enum Ending: Sendable, Equatable {
        case answered, unanswered, unsent
    }

    /// Increments a key of its own.
    private func increment(_ key: String, over redis: RedisConnection) async throws -> Ending {
        do throws(RedisError) {
            let reply = try await redis.send("INCR", key)
            #expect(reply == .integer(1))
            return .answered
        } catch {
            switch error {
            case .unanswered: return .unanswered
            case .unsent: return .unsent
            case .unavailable("LOADING Redis is loading the dataset in memory"): return .unsent
            case .unavailable, .refused: throw error
            }
        }
    }

    @Test("a server that is killed and comes back has executed each command once at most")
    func survivesKills() async throws {
        let server = try await RedisServer.start("appendonly yes", "appendfsync always")
        let redis = try await RedisConnection.open(server.url)
        async let endings = withThrowingTaskGroup(of: [String: Ending].self) { group in
            for task in 0..<64 {
                group.addTask {
                    var endings: [String: Ending] = [:]
                    for turn in 0..<60 {
                        let key = "\(task)-\(turn)"
                        endings[key] = try await increment(key, over: redis)
                    }
                    return endings
                }
            }
            return try await group.reduce(into: [:]) { $0.merge($1) { old, _ in old } }
        }
        for _ in 0..<2 {
            // Frozen with a command on its way, so that the kill certainly hits one.
            while await !redis.hasUnanswered {}
            try server.freeze()
            while await !redis.hasUnanswered {}
            try server.kill()
            try await server.restart()
        }

        let keys = Array(try await endings.keys)
        let replies = try await redis.send([["MGET"] + keys])
        guard case .array(let values) = try #require(replies.first) else { throw RedisError.refused("\(replies)") }
        for (key, value) in zip(keys, values) {
            switch try await endings[key] {
            case .answered: #expect(value == .text("1"))
            case .unanswered: #expect(value == .null || value == .text("1"))
            case .unsent: #expect(value == .null)
            case nil: Issue.record("no ending")
            }
        }
        #expect(try await endings.values.count { $0 == .unanswered } > 0)
        #expect(try await endings.values.count { $0 == .answered } > 2_000)
    }

    @Test("a frozen server costs its commands the time-out; no late reply is taken for another one's")
    func survivesFreezes() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url, timeout: .milliseconds(300))
        while await redis.failure(of: "PING") != nil {}
        try server.freeze()
        let failures = await withTaskGroup(of: RedisError?.self) { group in
            for number in 0..<20 { group.addTask { await redis.failure(of: "ECHO", "frozen-\(number)") } }
            return await group.reduce(into: [RedisError?]()) { $0.append($1) }
        }
        #expect(failures.contains(.unanswered(.timedOut)))
        #expect(failures.allSatisfy { $0 == .unanswered(.timedOut) || $0 == .unsent(.timedOut) })
        #expect(await redis.failure(of: "INCR", "n") == .unsent(.timedOut))
        try server.thaw()
        while await redis.failure(of: "PING") != nil {}
        for number in 0..<100 {
            #expect(try await redis.send("ECHO", "thawed-\(number)") == .text("thawed-\(number)"))
        }
        #expect(try await redis.send("GET", "n") == .null)
    }

    @Test("commands that do not fit into the socket of a frozen server were not sent, and are known to be so")
    func knowsWhatIsSent() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url, timeout: .milliseconds(500))
        while await redis.failure(of: "PING") != nil {}
        try server.freeze()
        let large = String(repeating: "x", count: 1_000_000)
        let failures = await withTaskGroup(of: (String, RedisError?).self) { group in
            for number in 0..<40 { group.addTask { ("\(number)", await redis.failure(of: "SET", "\(number)", large)) } }
            return await group.reduce(into: [String: RedisError?]()) { $0[$1.0] = $1.1 }
        }
        let unsent = failures.filter { $0.value == .unsent(.timedOut) }.keys
        #expect(failures.values.count { $0 == .unanswered(.timedOut) } == 40 - unsent.count)
        #expect((1..<40).contains(unsent.count))
        try server.thaw()
        while await redis.failure(of: "PING") != nil {}
        #expect(try await redis.send([["EXISTS"] + unsent]) == [.integer(0)])
    }

    @Test("commands wait for a server that is not there yet, as long as the time-out allows")
    func waits() async throws {
        let port = Port.unused()
        let impatient = try await RedisConnection.open("redis://127.0.0.1:\(port)", timeout: .milliseconds(200))
        guard case .unsent(.system("connect", _))? = await impatient.obstacle() else {
            Issue.record("not refused")
            return
        }
        let server = try await RedisServer.start()
        let patient = try await RedisConnection.open(server.url)
        _ = try await patient.send("PING")
        try server.kill()
        async let reply = patient.send("INCR", "n")
        try await server.restart()
        do {
            #expect(try await reply == .integer(1))
        } catch RedisError.unanswered {
            // It went out just before the server was gone.
        }
        _ = try await patient.send("PING")
    }

    @Test("the hosts are tried in turn, and a name that nobody knows is told")
    func triesHosts() async throws {
        let server = try await RedisServer.start()
        let dead = Port.unused()
        let redis = try await RedisConnection.open("redis://nobody.invalid,127.0.0.1:\(dead),localhost:\(server.port)")
        #expect(try await redis.send("PING") == .status("PONG"))
        let lost = try await RedisConnection.open("redis://nobody.invalid", timeout: .milliseconds(500))
        switch await lost.failure(of: "PING") {
        case .unsent(.lookup), .unsent(.connecting): break  // as fast as the name servers are
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test("the addresses of one name are tried in turn")
    func triesAddresses() async throws {
        let hole = BlackHole()
        let server = try await RedisServer.start()
        let addresses =
            try [SocketAddress(path: "/nowhere")] + SocketAddress.lookUp("127.0.0.1", Port.unused())
            + SocketAddress.lookUp("127.0.0.1", hole.port) + [SocketAddress(path: server.socketPath)]
        let redis = try await RedisConnection.open("redis+unix:///nowhere", timeout: .milliseconds(500))
        await redis.connect(at: addresses)
        while await redis.failure(of: "PING") != nil {}
        #expect(await redis.turn == 1)
    }

    @Test("a host that swallows connections is given up after the time-out")
    func leavesBlackHoles() async throws {
        let hole = BlackHole()
        let server = try await RedisServer.start()
        let lost = try await RedisConnection.open("redis://127.0.0.1:\(hole.port)", timeout: .milliseconds(200))
        #expect(await lost.obstacle() == .unsent(.timedOut))
        let redis = try await RedisConnection.open(
            "redis://127.0.0.1:\(hole.port),127.0.0.1:\(server.port)", timeout: .seconds(1))
        while await redis.failure(of: "PING") != nil {}
        #expect(try await redis.send("PING") == .status("PONG"))
    }
}
