import Stores
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RedisClusterTests {
    @Test("commands find the node that has their keys, and are executed once")
    func followsTheCluster() async throws {
        let cluster = try await RedisCluster.start()
        let redis = try await RedisConnection.open(cluster.url)
        // Hash tags that lie with different nodes.
        for tag in ["a", "b", "c", "d", "e", "f"] {
            try await withThrowingTaskGroup(of: RedisReply.self) { group in
                for _ in 0..<50 { group.addTask { try await redis.send("INCR", "{\(tag)}n") } }
                let replies = try await group.reduce(into: Set<Int>()) { numbers, reply in
                    if case .integer(let number) = reply { numbers.insert(number) }
                }
                #expect(replies == Set(1...50))
            }
            let replies = try await redis.send([
                ["MULTI"], ["INCR", "{\(tag)}n"], ["INCR", "{\(tag)}n"], ["EXEC"],
            ])
            #expect(replies.last == .array([.integer(51), .integer(52)]))
        }
        var calls = 0
        for node in cluster.nodes {
            let stats = try await node.command("info", "commandstats").split(whereSeparator: \.isNewline)
            let line = stats.first { $0.hasPrefix("cmdstat_incr:calls=") }
            calls += line.flatMap { Int($0.dropFirst(19).prefix { $0 != "," }) } ?? 0
        }
        #expect(calls == 6 * 52)
    }

    @Test("a transaction for another node is sent there as a whole")
    func movesTransactions() async throws {
        let cluster = try await RedisCluster.start()
        let redis = try await RedisConnection.open(cluster.url)
        for tag in ["a", "b", "c", "d", "e", "f"] {
            let replies = try await redis.send([["MULTI"], ["INCR", "{\(tag)}n"], ["EXEC"]])
            #expect(replies == [.status("OK"), .status("QUEUED"), .array([.integer(1)])])
        }
    }

    @Test("keys of different slots in one command are refused")
    func refusesCrossing() async throws {
        let cluster = try await RedisCluster.start()
        let redis = try await RedisConnection.open(cluster.url)
        #expect(
            await redis.failure(of: "MGET", "a", "b")
                == .refused("CROSSSLOT Keys in request don't hash to the same slot"))
    }

    @Test("when a node dies, another one of the list tells where its keys are not")
    func survivesNodes() async throws {
        let cluster = try await RedisCluster.start()
        let redis = try await RedisConnection.open(cluster.url, timeout: .seconds(1))
        _ = try await redis.send("SET", "{a}k", "v")
        let home = try #require(await redis.place)
        let node = try #require(cluster.nodes.first { .tcp(host: "127.0.0.1", port: $0.port) == home })
        try node.kill()
        while await redis.failure(of: "GET", "{a}k") == nil {}
        try await node.restart()
        while await redis.failure(of: "SET", "{a}k", "w") != nil {}
        #expect(try await redis.send("GET", "{a}k") == .text("w"))
    }

    @Test("a read-only server is unavailable, and the connection looks again for one that takes writes")
    func leavesReplicas() async throws {
        let master = try await RedisServer.start()
        let replica = try await RedisServer.start("replicaof 127.0.0.1 \(master.port)")
        while try await !replica.command("info", "replication").contains("master_link_status:up") {}
        let greetings = Greetings()
        let redis = try await RedisConnection.open(
            "redis://127.0.0.1:\(replica.port),127.0.0.1:\(master.port)", onConnect: greetings.hear)
        let text = "READONLY You can't write against a read only replica."
        #expect(await greetings.next()?.role == "slave")
        #expect(await redis.failure(of: "INCR", "n") == .unavailable(text))
        #expect(try await redis.send("INCR", "n") == .integer(1))
        #expect(await greetings.next()?.role == "master")

        // A failover under one name, as it were.
        let alone = try await RedisConnection.open(replica.url)
        #expect(await alone.failure(of: "INCR", "n") == .unavailable(text))
        try await replica.command("replicaof", "no", "one")
        _ = try await alone.send("INCR", "n")
    }
}
