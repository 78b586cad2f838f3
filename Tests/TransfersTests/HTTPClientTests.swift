import TestSupport
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
    @Test("the wire shows the request as it was given, and nothing unasked")
    func wire() async throws {
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 204 No Content\r\n\r\n")
        }
        var request = HTTPRequest.post(to: server.port)
        request.headers = [("X-One", "1"), ("X-Empty", "")]
        request.credentials = .init(user: "jan", password: "geheim")
        #expect(try await HTTPClient().perform(request).answer?.status == 204)
        let head = """
            POST /send?code=739152 HTTP/1.1
            Host: 127.0.0.1:\(server.port)
            Authorization: Basic amFuOmdlaGVpbQ==
            User-Agent: codebode
            Accept: */*
            X-One: 1
            X-Empty:
            Content-Length: 17
            Content-Type: application/x-www-form-urlencoded


            """
        let wire = head.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(server.wire == [wire + #"{"text":"739152"}"#])
    }

    @Test("nothing of one request is left in the next", arguments: [HTTPRequest.Method.get, .put])
    func noLeftovers(method: HTTPRequest.Method) async throws {
        let server = FaultServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        var options = HTTPClient.Options()
        options.maxIdle = .seconds(60)  // reuse must not depend on how busy the machine is
        let client = try HTTPClient(options)
        var request = HTTPRequest.post(to: server.port)
        request.credentials = .init(user: "jan", password: "geheim")
        #expect(await client.perform(request).answer?.status == 200)
        var bare = HTTPRequest(method, "http://127.0.0.1:\(server.port)/")
        bare.allowsPlaintext = true
        #expect(await client.perform(bare).answer?.status == 200)
        #expect(server.connections == 1)
        #expect(server.wire.count == 2)
        let second = server.wire.last ?? ""
        #expect(second.hasPrefix("\(method.rawValue) / HTTP/1.1\r\n"))
        #expect(!second.contains("Authorization"))
        #expect(second.hasSuffix("\r\n\r\n"))
    }

    @Test("hundreds at once are all answered, over no more connections than allowed")
    func manyAtOnce() async throws {
        let server = FaultServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 202 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        var options = HTTPClient.Options()
        options.connections = 8
        let client = try HTTPClient(options)
        let request = HTTPRequest.post(to: server.port)
        let answered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<500 {
                group.addTask { await client.perform(request).answer?.body == Array("ok".utf8) }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 500)
        #expect(server.wire.count == 500)
        #expect(server.connections <= 8)
    }

    @Test("a task that is already cancelled sends nothing")
    func cancelledBefore() async throws {
        let server = FaultServer { _ = $0.readRequest() }
        let client = try HTTPClient()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.perform(.post(to: server.port))
        }
        #expect(await task.value == .notSent(.cancelled))
        #expect(server.connections == 0)
    }

    @Test("a task cancelled while it waits for the answer: maybe sent")
    func cancelledAfter() async throws {
        let server = FaultServer { connection in
            _ = connection.readRequest()
            connection.waitForPeer()
        }
        let client = try HTTPClient()
        let task = Task { await client.perform(.post(to: server.port)) }
        for await _ in server.arrivals { break }
        task.cancel()
        #expect(await task.value == .maybeSent(.cancelled))
    }

    @Test("a task cancelled in the TLS handshake: not sent, and the client goes on")
    func cancelledHandshake() async throws {
        let server = FaultServer { connection in
            connection.readSome()
            connection.waitForPeer()
        }
        let client = try HTTPClient()
        let task = Task { await client.perform(HTTPRequest(.get, "https://127.0.0.1:\(server.port)/")) }
        for await _ in server.arrivals { break }
        task.cancel()
        #expect(await task.value == .notSent(.cancelled))
        #expect(await client.perform(.post(to: Port.unused())).notSent == "COULDNT_CONNECT")
    }

    @Test("a client that is let go of ends its thread and connections")
    func released() async throws {
        let server = FaultServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        for _ in 0..<300 {
            // Each holds a thread and four descriptors; leaking them would fail at the limit of 1,024.
            let client = try HTTPClient()
            #expect(await client.perform(.post(to: server.port)).answer?.status == 200)
        }
        #expect(server.connections == 300)
    }

    @Test("a request or an answer cannot be printed")
    func unprintable() {
        var dumped = ""
        var request = HTTPRequest.post(to: 1)
        request.credentials = .init(user: "jan", password: HTTPRequest.secret)
        dump(request, to: &dumped)
        dumped += "\(request) \(String(reflecting: request)) \(String(describing: request.credentials))"
        #expect(!dumped.contains(HTTPRequest.secret))
        #expect(dumped.contains("HTTPRequest"))
    }
}
