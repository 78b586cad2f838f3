import Jobs
import Synchronization
import TestSupport
import Testing
import Transfers

@testable import Gateways

struct KPNGatewayTests {
    private static let sent = #"{"document_id":"b4e905d4-774c-4c83-8360-01427e17a33a","status":"OK"}"#
    private static let token = "POST /oauth/client_credential/accesstoken?grant_type=client_credentials HTTP/1.1"

    @Test("a token is asked for, and the message goes with it")
    func wire() async throws {
        let server = Vendor.server("200 OK", Self.sent)
        let answer = try await Vendor("kpn").send(to: server)
        #expect(answer == SendAnswer(.accepted(id: "b4e905d4-774c-4c83-8360-01427e17a33a"), note: "HTTP 200"))
        let login = "grant_type=client_credentials&client_id=my-client_id&client_secret=my-client_secret"
        let message =
            #"{"sender":"Caren","expirein":"300","messages":[{"mobile_number":"+31612345678","#
            + #""content":"482913 is je inlogcode voor Caren."}]}"#
        // The time that the token took is gone from the message's life.
        let told = try #require(server.wire.last?.firstMatch(of: /"expirein":"([0-9]+)"/))
        #expect((290..<300).contains(Int(told.1) ?? 0))
        #expect(
            server.wire.map { WireRequest($0.replacing(told.0, with: #""expirein":"300""#)) } == [
                WireRequest(Self.token, ["Content-Type: application/x-www-form-urlencoded"], login),
                WireRequest(
                    "POST /communication/kpn/sms/send HTTP/1.1",
                    ["Authorization: Bearer token-1", "Content-Type: application/json"], message),
            ])
    }

    @Test(
        "each answer has its class",
        arguments: [
            ("200 OK", #"{"status":"OK"}"#, SendAnswer(.unknown, note: "HTTP 200")),
            ("200 OK", #"{"document_id":"","status":"OK"}"#, SendAnswer(.unknown, note: "HTTP 200")),
            ("200 OK", #"{"document_id":"#, SendAnswer(.unknown, note: "HTTP 200")),
            ("200 OK", "<html></html>", SendAnswer(.unknown, note: "HTTP 200")),
            (
                "400 Bad Request", #"{"errorResponse":{"code":"400","message":"+31612345678"}}"#,
                SendAnswer(.refused, note: "HTTP 400")
            ),
            ("403 Forbidden", #"{"errorResponse":{"code":"403"}}"#, SendAnswer(.misconfigured, note: "HTTP 403")),
            ("404 Not Found", "", SendAnswer(.misconfigured, note: "HTTP 404")),
            ("429 Too Many Requests", "", SendAnswer(.retry(after: nil), note: "HTTP 429")),
            ("500 Internal Server Error", "", SendAnswer(.unknown, note: "HTTP 500")),
            ("503 Service Unavailable", "", SendAnswer(.unknown, note: "HTTP 503")),
            (
                "401 Unauthorized", "",
                SendAnswer(.retry(after: nil), note: "HTTP 401, the token is dropped")
            ),
        ])
    func classes(row: Vendor.Row) async throws {
        try await Vendor.check("kpn", row)
    }

    @Test("an answer that breaks off behind the id is unknown")
    func cut() async throws {
        let server = Vendor.server("200 OK", Self.sent, length: 1_000)
        #expect(try await Vendor("kpn").send(to: server) == SendAnswer(.unknown, note: "HTTP 200, cut"))
    }

    /// Over all connections: a busy machine may need more than one.
    private final class TokenCount: Sendable {
        private let count = Atomic(0)

        func next() -> Int {
            count.add(1, ordering: .relaxed).newValue
        }
    }

    /// Hands out `token-1`, `token-2`, …, and takes messages by the number of their token.
    private func server(_ status: @escaping @Sendable (Int) -> String) -> FaultServer {
        let tokens = TokenCount()
        return FaultServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("POST /oauth/") {
                    connection.send(Vendor.token("token-\(tokens.next())"))
                } else {
                    let number = (1...9).first { request.contains("Authorization: Bearer token-\($0)\r\n") }
                    let body = Self.sent
                    connection.send(
                        "HTTP/1.1 \(status(number ?? 0))\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
                }
            }
        }
    }

    @Test("a token serves many messages; one that is refused is replaced, and the message may go again")
    func stale() async throws {
        let server = server { $0 == 2 ? "200 OK" : "401 Unauthorized" }
        let gateway = try Vendor("kpn").gateway(at: server.port)
        var classes: [AnswerClass] = []
        for _ in 0..<3 {
            classes.append(await gateway.send(try .sample(), timeout: .seconds(10), now: noon).answerClass)
        }
        #expect(classes == [.retry, .accepted, .accepted])
        #expect(server.wire.count { $0.hasPrefix("POST /oauth/") } == 2)
    }

    @Test("an account that lets nobody in is told as such at the second refusal")
    func locked() async throws {
        let server = server { _ in "401 Unauthorized" }
        let gateway = try Vendor("kpn").gateway(at: server.port)
        var classes: [AnswerClass] = []
        for _ in 0..<3 {
            classes.append(await gateway.send(try .sample(), timeout: .seconds(10), now: noon).answerClass)
        }
        #expect(classes == [.retry, .misconfigured, .misconfigured])
    }

    @Test("without a token no message leaves")
    func noToken() async throws {
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.send("HTTP/1.1 401 x\r\nContent-Length: 27\r\n\r\n" + #"{"error":"invalid_client" } "#)
        }
        let answer = try await Vendor("kpn").send(to: server)
        #expect(answer == SendAnswer(.misconfigured, note: "token: HTTP 401 invalid_client"))
        #expect(server.wire.map { WireRequest($0).line } == [Self.token])
    }

    @Test("a gateway does not show its token or its login")
    func masked() async throws {
        let server = server { _ in "200 OK" }
        let gateway = try Vendor("kpn").gateway(at: server.port)
        #expect(await gateway.send(try .sample(), timeout: .seconds(10), now: noon).answerClass == .accepted)
        var dumped = ""
        dump(gateway, to: &dumped)
        dumped += "\(gateway)"
        #expect(!dumped.contains("token-1") && !dumped.contains("my-client"))
    }
}
