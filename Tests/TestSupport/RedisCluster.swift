/// Three masters that share the hash slots.
package final class RedisCluster: Sendable {
    package let nodes: [RedisServer]

    package static func start() async throws -> RedisCluster {
        var nodes: [RedisServer] = []
        for _ in 0..<3 {
            let node = try await RedisServer.start(
                "cluster-enabled yes", "cluster-port \(Port.unused())", "cluster-node-timeout 5000")
            nodes.append(node)
        }
        let places = nodes.map { "127.0.0.1:\($0.port)" }
        _ = try await Command.run("/usr/bin/redis-cli", ["--cluster", "create"] + places + ["--cluster-yes"])
        for node in nodes {
            while try await !node.command("cluster", "info").contains("cluster_state:ok") {}
        }
        return RedisCluster(nodes)
    }

    private init(_ nodes: [RedisServer]) {
        self.nodes = nodes
    }

    /// The nodes' addresses, as in `store.url`.
    package var url: String {
        "redis://" + nodes.map { "127.0.0.1:\($0.port)" }.joined(separator: ",")
    }
}
