import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

/// Over a socket, to a server that answers as told.
struct SandboxGatewayTests {
    private func send(
        to server: FaultServer, timeout: Duration = .seconds(10), validity: Duration = .seconds(300)
    ) async throws -> SendAnswer {
        let url = "http://127.0.0.1:\(server.port)"
        let gateway = try SMSGateway(try .sandbox(), url: url, client: try HTTPClient())
        return await gateway.send(try .sample(validity: validity), timeout: timeout, now: noon)
    }

    /// Takes one request and answers it.
    private func server(_ status: String, _ body: String, headers: String = "", length: Int? = nil) -> FaultServer {
        FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send(
                "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(length ?? body.utf8.count)\r\n"
                    + headers + "\r\n" + body)
        }
    }

    private static let receipt = #"{"id":"sms_1","status":"accepted","segments":1}"#

    @Test("a message that the gateway takes is accepted, with the gateway's id")
    func accepted() async throws {
        let server = server("202 Accepted", Self.receipt)
        #expect(try await send(to: server) == SendAnswer(.accepted(id: "sms_1"), note: "HTTP 202"))
        let request = try #require(server.wire.first)
        #expect(request.hasPrefix("POST /sms/messages HTTP/1.1\r\n"))
        #expect(request.contains("\r\nAuthorization: Bearer sandbox\r\n"))
        #expect(request.hasSuffix(#","reference":"job-00000001","validity_s":300}"#))
    }

    @Test(
        "each answer has its class",
        arguments: [
            ("202 Accepted", #"{"id":"sms_1","status":"failed"}"#, SendAnswer(.unknown, note: "HTTP 202")),
            ("200 OK", receipt, SendAnswer(.unknown, note: "HTTP 200")),
            (
                "400 Bad Request", #"{"error":{"code":"invalid_recipient","message":"+31612345678"}}"#,
                SendAnswer(.refused, note: "HTTP 400 invalid_recipient")
            ),
            (
                "401 Unauthorized", #"{"error":{"code":"unauthorized","message":""}}"#,
                SendAnswer(.misconfigured, note: "HTTP 401 unauthorized")
            ),
            (
                "400 Bad Request", #"{"error":{"code":"unknown_field","message":""}}"#,
                SendAnswer(.misconfigured, note: "HTTP 400 unknown_field")
            ),
            (
                "503 Unavailable", #"{"error":{"code":"simulated_fault","message":""}}"#,
                SendAnswer(.retry(after: nil), note: "HTTP 503 simulated_fault")
            ),
            (
                "500 Oops", #"{"error":{"code":"simulated_fault","message":""}}"#,
                SendAnswer(.unknown, note: "HTTP 500 simulated_fault")
            ),
            ("202 Accepted", #"{"id":"sms_1","#, SendAnswer(.unknown, note: "HTTP 202")),
            ("403 Forbidden", "<html>error code: 1010</html>", SendAnswer(.misconfigured, note: "HTTP 403")),
        ])
    func classes(status: String, body: String, expected: SendAnswer) async throws {
        #expect(try await send(to: server(status, body)) == expected)
    }

    @Test("429 is tried again after the time that the gateway asks for")
    func throttled() async throws {
        let server = server("429 Too Many Requests", "", headers: "Retry-After: 7\r\n")
        #expect(try await send(to: server) == SendAnswer(.retry(after: .seconds(7)), note: "HTTP 429"))
    }

    @Test("an answer that breaks off behind its status is unknown, since the body is part of the rule")
    func cut() async throws {
        let server = server("202 Accepted", Self.receipt, length: 1_000)
        #expect(try await send(to: server) == SendAnswer(.unknown, note: "HTTP 202, cut"))
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let target = server("202 Accepted", Self.receipt)
        let server = server("307 Moved", "", headers: "Location: http://127.0.0.1:\(target.port)/sms/messages\r\n")
        #expect(try await send(to: server) == SendAnswer(.misconfigured, note: "HTTP 307"))
        #expect(target.connections == 0)
    }

    @Test("a request that is not answered may have been taken, and is sent once")
    func silence() async throws {
        let server = FaultServer { connection in
            _ = connection.readRequest()
        }
        #expect(try await send(to: server) == SendAnswer(.unknown, note: "GOT_NOTHING"))
        #expect(server.wire.count == 1)
    }

    @Test("where nobody listens, nothing is sent")
    func refused() async throws {
        let gateway = try SMSGateway(try .sandbox(), url: "http://127.0.0.1:\(Port.unused())", client: try HTTPClient())
        #expect(
            await gateway.send(try .sample(), timeout: .seconds(10), now: noon)
                == SendAnswer(.notSent, note: "COULDNT_CONNECT"))
    }

    @Test("what has no life left does not reach the gateway")
    func expired() async throws {
        let server = server("202 Accepted", Self.receipt)
        #expect(try await send(to: server, validity: .milliseconds(900)).verdict == .unfit)
        #expect(server.connections == 0)
    }
}
