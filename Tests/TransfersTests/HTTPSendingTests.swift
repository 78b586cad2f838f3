import TestSupport
import Testing

@testable import Transfers

/// Was it sent? Each row of the table that decides between trying again and asking policy.
@Suite(.timeLimit(.minutes(1)))
struct HTTPSendingTests {
    private let client: HTTPClient

    init() throws {
        var options = HTTPClient.Options()
        options.maxIdle = .seconds(60)  // reuse must not depend on how busy the machine is
        client = try HTTPClient(options)
    }

    /// What comes of one request to a server that first reads it and then follows the script.
    private func post(timeout: Duration = .seconds(10), _ script: @escaping FaultServer.Script) async -> HTTPResult {
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            script(connection)
        }
        let result = await client.perform(.post(to: server.port, timeout: timeout))
        for await _ in server.arrivals { break }
        #expect(server.wire.count == 1)
        return result
    }

    @Test("a refused connection: not sent")
    func refused() async {
        #expect(await client.perform(.post(to: Port.unused())).notSent == "COULDNT_CONNECT")
    }

    @Test("a connection that is never made: not sent")
    func blackHole() async {
        let hole = BlackHole()
        var request = HTTPRequest.post(to: hole.port)
        request.connectTimeout = .milliseconds(100)
        #expect(await client.perform(request).notSent == "OPERATION_TIMEDOUT")
    }

    @Test("a name that does not resolve: not sent")
    func unknownName() async {
        var request = HTTPRequest.post(to: 80, timeout: .milliseconds(300))
        request.url = "http://nobody.invalid/"
        let name = await client.perform(request).notSent
        #expect(name == "COULDNT_RESOLVE_HOST" || name == "OPERATION_TIMEDOUT")
    }

    @Test(
        "an address that is not for us: not sent",
        arguments: [
            ("ftp://127.0.0.1/?code=739152", "UNSUPPORTED_PROTOCOL"),
            ("file:///etc/passwd", "UNSUPPORTED_PROTOCOL"),
            ("http://127.0.0.1:99999/?code=739152", "URL_MALFORMAT"),
            ("http://jan:739152@127.0.0.1/", "LOGIN_DENIED"),
            ("http://127.0.0.1/?code=739152 HTTP/1.1\r\nX: y", "BAD_FUNCTION_ARGUMENT"),
            ("http://127.0.0.1/\0", "BAD_FUNCTION_ARGUMENT"),
            ("", "BAD_FUNCTION_ARGUMENT"),
        ]
    )
    func badURL(url: String, name: String) async {
        var request = HTTPRequest.post(to: 1)
        request.url = url
        #expect(await client.perform(request).notSent == name)
    }

    @Test("plain HTTP without leave for it: not sent")
    func plaintext() async {
        var request = HTTPRequest.post(to: 1)
        request.allowsPlaintext = false
        #expect(await client.perform(request).notSent == "UNSUPPORTED_PROTOCOL")
    }

    @Test(
        "a header that could become two: not sent",
        arguments: [("X", "a\r\nY: b"), ("X", "a\0b"), ("X: a\r\nY", "b"), ("", "b"), ("X Y", "b")]
    )
    func badHeader(name: String, value: String) async {
        var request = HTTPRequest.post(to: 1)
        request.headers = [(name, value)]
        #expect(await client.perform(request).notSent == "BAD_FUNCTION_ARGUMENT")
    }

    @Test("a TLS handshake that stalls: not sent")
    func stalledHandshake() async {
        let server = FaultServer { $0.waitForPeer() }
        var request = HTTPRequest.post(to: server.port, timeout: .milliseconds(200))
        request.url = "https://127.0.0.1:\(server.port)/"
        #expect(await client.perform(request).notSent == "OPERATION_TIMEDOUT")
    }

    @Test("a server that talks no TLS: not sent")
    func noTLS() async {
        let server = FaultServer { connection in
            connection.readSome()
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        var request = HTTPRequest.post(to: server.port)
        request.url = "https://127.0.0.1:\(server.port)/"
        #expect(await client.perform(request).notSent == "SSL_CONNECT_ERROR")
    }

    @Test("no time left: not sent")
    func noTime() async {
        #expect(await client.perform(.post(to: 1, timeout: .zero)).notSent == "OPERATION_TIMEDOUT")
    }

    @Test("waiting for a connection until time is up: not sent")
    func noConnectionFree() async throws {
        var options = HTTPClient.Options()
        options.connections = 1
        let client = try HTTPClient(options)
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.waitForPeer()
        }
        let first = Task { await client.perform(.post(to: server.port)) }
        for await _ in server.arrivals { break }
        #expect(
            await client.perform(.post(to: server.port, timeout: .milliseconds(100))).notSent == "OPERATION_TIMEDOUT")
        first.cancel()
        #expect(await first.value == .maybeSent(.cancelled))
        #expect(server.wire.count == 1)
    }

    @Test("silence after the request: maybe sent")
    func silence() async {
        let result = await post(timeout: .milliseconds(200)) { $0.waitForPeer() }
        #expect(result.maybeSent == "OPERATION_TIMEDOUT")
    }

    @Test("100 Continue and then silence: maybe sent")
    func continueThenSilence() async {
        let result = await post(timeout: .milliseconds(200)) { connection in
            connection.send("HTTP/1.1 100 Continue\r\n\r\n")
            connection.waitForPeer()
        }
        #expect(result.maybeSent == "OPERATION_TIMEDOUT")
    }

    @Test("closed without an answer: maybe sent")
    func closed() async {
        #expect(await post { _ in }.maybeSent == "GOT_NOTHING")
    }

    @Test("reset without an answer: maybe sent")
    func reset() async {
        #expect(await post { $0.reset() }.maybeSent == "RECV_ERROR")
    }

    @Test("interim answers without end: maybe sent, and soon over")
    func interimFlood() async {
        let result = await post { connection in
            while connection.send("HTTP/1.1 102 Processing\r\n\r\n") {}
        }
        #expect(result.maybeSent == "WRITE_ERROR")
    }

    @Test(
        "an answer that is not HTTP: maybe sent",
        arguments: ["OK\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 2\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\r\n\r\n"]
    )
    func garbage(text: String) async {
        #expect(await post { $0.send(text) }.maybeSent != nil)
    }

    @Test("a change of protocol that nobody asked for: maybe sent")
    func switchedProtocol() async {
        let result = await post { $0.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n") }
        #expect(result.maybeSent != nil)
    }

    @Test("a process that slept past the timeout before the first byte: not sent")
    func sleeper() async {
        let server = FaultServer { connection in _ = connection.readRequest() }
        var request = HTTPRequest.post(to: server.port, timeout: .seconds(10))
        request.begun = .now - .seconds(11)
        #expect(await client.perform(request) == .notSent(.outOfTime))
        for await _ in server.endings { break }
        #expect(server.wire.joined().isEmpty)
    }

    @Test("a reused connection that dies: maybe sent, and sent once")
    func silentResend() async {
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
            _ = connection.readRequest()  // and goes, without a word
        }
        #expect(await client.perform(.post(to: server.port)).answer?.status == 202)
        let second = await client.perform(.post(to: server.port))
        #expect(second == .maybeSent(.resendPrevented))
        // libcurl did make a second connection; had it not, this test would show nothing.
        for await number in server.endings where number == 1 { break }
        #expect(server.wire.count == 2)
    }

    @Test("a reused connection that was reset before the request: sent, and once")
    func deadBefore() async throws {
        let server = FaultServer { connection in
            while connection.readRequest() != nil {
                connection.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                guard connection.number > 0 else { return connection.reset() }
            }
        }
        #expect(await client.perform(.post(to: server.port)).answer?.status == 202)
        for await number in server.endings where number == 0 { break }
        #expect(await client.perform(.post(to: server.port)).answer?.status == 202)
        #expect(server.wire.count == 2)
        #expect(server.connections == 2)
    }
}
