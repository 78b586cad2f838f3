import Stores
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct RedisLoginTests {
    private func server() async throws -> RedisServer {
        try await RedisServer.start(
            "requirepass p@ss", "user worker on >w:rk ~* +@all -info -config -client", "user reader on >r ~* +get")
    }

    @Test("the default user logs in by a password, another one by name too, and each chooses a database")
    func logsIn() async throws {
        let server = try await server()
        for (login, user) in [(":p%40ss", "default"), ("worker:w%3Ark", "worker")] {
            let redis = try await RedisConnection.open("redis://\(login)@127.0.0.1:\(server.port)/3")
            #expect(try await redis.send("ACL", "WHOAMI") == .text(user))
            #expect(try await redis.send("SET", user, "x") == .status("OK"))
        }
        let listing = try await server.command("-a", "p@ss", "--no-auth-warning", "info", "keyspace")
        #expect(listing.contains("db3:keys=2"))
    }

    @Test(
        "a wrong login is told with the server's words, and nothing is sent",
        arguments: [
            (":wrong@", "WRONGPASS invalid username-password pair or user is disabled."),
            ("nobody:p@", "WRONGPASS invalid username-password pair or user is disabled."),
            ("", "NOAUTH Authentication required."),
        ]
    )
    func tellsRefusals(login: String, text: String) async throws {
        let server = try await server()
        let redis = try await RedisConnection.open(
            "redis://\(login)127.0.0.1:\(server.port)", timeout: .milliseconds(300))
        #expect(await redis.obstacle() == .unsent(.login(text)))
    }

    @Test("a database that does not exist is told")
    func tellsDatabases() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open("\(server.url)/99", timeout: .milliseconds(300))
        #expect(await redis.obstacle() == .unsent(.login("ERR DB index is out of range")))
    }

    @Test("a full server is told")
    func tellsFullness() async throws {
        let server = try await RedisServer.start("maxclients 1")
        let first = try await RedisConnection.open(server.url)
        _ = try await first.send("PING")
        let second = try await RedisConnection.open(server.url, timeout: .milliseconds(300))
        #expect(await second.obstacle() == .unsent(.login("ERR max number of clients reached")))
    }

    @Test("what a user may not do is refused")
    func tellsPermissions() async throws {
        let server = try await server()
        let redis = try await RedisConnection.open("redis://reader:r@127.0.0.1:\(server.port)")
        #expect(try await redis.send("GET", "k") == .null)
        guard case .refused(let text)? = await redis.failure(of: "SET", "k", "v") else {
            Issue.record("not refused")
            return
        }
        #expect(text.hasPrefix("NOPERM"))
    }

    @Test("a unix socket leads to the server, too")
    func usesSockets() async throws {
        let server = try await server()
        let redis = try await RedisConnection.open("redis+unix://:p%40ss@\(server.socketPath)?db=2")
        #expect(try await redis.send("SET", "k", "v") == .status("OK"))
        #expect(try await redis.send("CLIENT", "GETNAME") == .text("codebode"))
    }

    @Test("a connection tells what the server promises to keep")
    func greets() async throws {
        let server = try await RedisServer.start(
            "appendonly yes", "appendfsync always", "maxmemory 64mb", "maxmemory-policy allkeys-lru")
        let greetings = Greetings()
        let redis = try await RedisConnection.open(server.url, onConnect: greetings.hear)
        let greeting = try #require(await greetings.next())
        #expect(greeting.endpoint == .tcp(host: "127.0.0.1", port: server.port))
        #expect(greeting.role == "master")
        #expect(greeting.isAppendOnly == true)
        #expect(greeting.appendSync == "always")
        #expect(greeting.maxMemory == 64 << 20)
        #expect(greeting.maxMemoryPolicy == "allkeys-lru")
        #expect(greeting.runID?.count == 40)

        try server.kill()
        try await server.restart()
        let next = try #require(await greetings.next())
        #expect(next.runID != greeting.runID)
        await redis.close()
    }

    @Test("a user who may not ask is connected without an answer")
    func greetsTheBlind() async throws {
        let server = try await server()
        let greetings = Greetings()
        let redis = try await RedisConnection.open(
            "redis://worker:w%3Ark@127.0.0.1:\(server.port)", onConnect: greetings.hear)
        let greeting = try #require(await greetings.next())
        #expect(greeting.runID == nil && greeting.isAppendOnly == nil && greeting.maxMemory == nil)
        #expect(try await redis.send("PING") == .status("PONG"))
    }
}
