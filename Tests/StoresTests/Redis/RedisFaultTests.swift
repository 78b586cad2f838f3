import EventLoop
import TestSupport
import Testing

@testable import Stores

/// Servers that do what Redis would not.
@Suite(.timeLimit(.minutes(2)))
struct RedisFaultTests {
    /// What answers the greeting of a user without a password.
    private static let welcome = "+OK\r\n$17\r\nrun_id:x\r\nrole:yy\r\n*0\r\n"

    /// Connections before the last misbehave by this script once they have been greeted; the last one answers +FINE.
    private static func server(misbehaving: Int = 1, _ script: @escaping FaultServer.Script) -> FaultServer {
        FaultServer { connection in
            connection.readSome()
            guard connection.send(welcome) else { return }
            if connection.number < misbehaving { return script(connection) }
            connection.readSome()
            connection.send("+FINE\r\n")
            connection.waitForPeer()
        }
    }

    @Test(
        "what is not an answer ends the connection, and the next one serves",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\u{1}\u{2}\u{3}",
            "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
            "$-99\r\n", "*-99\r\n", ":99999999999999999999\r\n",
        ]
    )
    func leavesGarbage(garbage: String) async throws {
        let server = Self.server { connection in
            connection.readSome()
            connection.send(garbage)
            connection.waitForPeer()
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        guard case .unanswered(.invalidProtocol)? = await redis.failure(of: "INCR", "n") else {
            Issue.record("not noticed")
            return
        }
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
    }

    @Test("a reply that nobody asked for ends the connection", arguments: ["+OK\r\n", "-ERR no\r\n", "*0\r\n"])
    func leavesTalkers(reply: String) async throws {
        let server = Self.server { connection in
            connection.send(reply)
            connection.waitForPeer()
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        var endings = server.endings.makeAsyncIterator()
        #expect(await endings.next() == 0)
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
    }

    @Test("a server of another kind, or one that hangs up, is tried again")
    func greetsAgain() async throws {
        let server = FaultServer { connection in
            connection.readSome()
            switch connection.number {
            case 0: connection.send("SSH-2.0-Whatever\r\n")
            case 1: return
            case 2: connection.reset()
            default:
                connection.send(Self.welcome)
                connection.readSome()
                connection.send("+FINE\r\n")
                connection.waitForPeer()
            }
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
        #expect(server.connections == 4)
    }

    @Test("half a reply is none", arguments: ["$10\r\nabc", "*2\r\n:1\r\n", "*2147483647\r\n", "+O"])
    func leavesHalves(half: String) async throws {
        let server = Self.server { connection in
            connection.readSome()
            connection.send(half)
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        #expect(await redis.failure(of: "INCR", "n") == .unanswered(.endOfStream))
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
    }

    @Test("replies before the end count")
    func keepsAnswers() async throws {
        let server = Self.server { connection in
            connection.readSome()
            connection.send("+FIRST\r\n")
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        #expect(try await redis.send("INCR", "n") == .status("FIRST"))
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
    }

    @Test("a reset is told")
    func tellsResets() async throws {
        let server = Self.server { connection in
            connection.readSome()
            connection.reset()
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        guard case .unanswered(.system("recv", _))? = await redis.failure(of: "INCR", "n") else {
            Issue.record("not noticed")
            return
        }
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
    }

    @Test(
        "a redirection to nowhere is an error of the command",
        arguments: ["MOVED", "MOVED 1", "MOVED 1 h", "MOVED 1 h:99999", "MOVED 1 ?:7000"])
    func reportsBadRedirections(text: String) async throws {
        let server = Self.server { connection in
            connection.readSome()
            connection.send("-\(text)\r\n")
            connection.waitForPeer()
        }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        #expect(await redis.failure(of: "INCR", "n") == .unavailable(text))
    }

    @Test("a command that is always redirected ends as unavailable")
    func boundsRedirections() async throws {
        let port = Locked(UInt16(0))
        let server = FaultServer { connection in
            connection.readSome()
            connection.send(Self.welcome)
            connection.readSome()
            connection.send("-MOVED 1 :\(port.withLock { $0 })\r\n")
            connection.waitForPeer()
        }
        port.withLock { $0 = server.port }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        #expect(await redis.failure(of: "INCR", "n") == .unavailable("MOVED 1 :\(server.port)"))
        #expect(server.wire.count { $0 == "21 bytes" } == 6)
    }

    @Test("redirected commands wait for the answers under way, and go before newer ones, in their order")
    func movesInOrder() async throws {
        let port = Locked(UInt16(0))
        let gate = Gate()
        let server = FaultServer { connection in
            connection.readSome()
            connection.send(Self.welcome)
            if connection.number == 0 {
                for _ in 0..<6 { _ = connection.readLine() }
                connection.send("-MOVED 1 :\(port.withLock { $0 })\r\n")
                gate.wait()
                connection.send("-MOVED 1 :\(port.withLock { $0 })\r\n")
                while connection.readLine() != nil {}
            } else {
                for _ in 0..<9 { _ = connection.readLine() }
                connection.send("+ONE\r\n+TWO\r\n+THREE\r\n")
                connection.waitForPeer()
            }
        }
        port.withLock { $0 = server.port }
        let redis = try await RedisConnection.open("redis://127.0.0.1:\(server.port)")
        async let first = redis.send("FIRST")
        while await redis.unansweredCount < 1 { await Task.yield() }
        async let second = redis.send("SECOND")
        while await redis.waiting.isEmpty { await Task.yield() }  // the first one, redirected
        async let third = redis.send("THIRD")
        while await redis.callCount < 3 { await Task.yield() }
        gate.open()
        let replies = try await [first, second, third]
        #expect(replies == [.status("ONE"), .status("TWO"), .status("THREE")])
        #expect(server.wire.filter { $0.first?.isLetter == true } == ["FIRST", "SECOND", "FIRST", "SECOND", "THIRD"])
    }

    @Test("a redirection does not carry a password off this machine")
    func guardsPasswords() async throws {
        let server = FaultServer { connection in
            connection.readSome()
            connection.send("+OK\r\n" + Self.welcome)
            connection.readSome()
            connection.send("-MOVED 1 192.0.2.1:6379\r\n")
            connection.readSome()
            connection.send("+FINE\r\n")
            connection.waitForPeer()
        }
        let redis = try await RedisConnection.open("redis://:secret@127.0.0.1:\(server.port)")
        #expect(await redis.failure(of: "INCR", "n") == .unavailable("MOVED 1 192.0.2.1:6379"))
        #expect(try await redis.send("INCR", "n") == .status("FINE"))
    }
}
