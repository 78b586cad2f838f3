import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

/// A gateway by its own file in `config/gateways`, and a server that answers in its place.
struct Vendor {
    typealias Row = (status: String, body: String, expected: SendAnswer)

    /// An answer by which each of the gateways without a table takes a message.
    static let successes = [
        "jasmin": (200, #"Success "id-1""#), "kannel": (202, "0: Accepted for delivery"),
        "kpn": (200, #"{"document_id":"id-1","status":"OK"}"#), "sandbox": (202, #"{"status":"accepted"}"#),
        "sinch": (201, #"{"id":"id-1"}"#),
    ]

    let definition: GatewayDefinition

    init(_ name: String) throws {
        let file = "config/gateways/\(name).yaml"
        definition = try GatewayDefinition(name: name, yaml: try text(of: file), file: file)
    }

    /// Each secret is its own name behind `my-`.
    func gateway(url: String, client: HTTPClient) throws -> SMSGateway {
        let secrets = definition.credentials.map { ($0, Secret("my-\($0)")) }
        return try SMSGateway(
            definition, url: url, credentials: Dictionary(uniqueKeysWithValues: secrets), client: client)
    }

    func gateway(at port: UInt16) throws -> SMSGateway {
        try gateway(url: "http://127.0.0.1:\(port)", client: HTTPClient())
    }

    func send(_ order: SMSOrder? = nil, to server: FaultServer) async throws -> SendAnswer {
        try await gateway(at: server.port).send(order ?? .sample(), timeout: .seconds(10), now: noon)
    }

    /// Hands out tokens to who asks, and answers one message.
    ///
    /// - Parameter length: of the body, if it says another one.
    static func server(_ status: String, _ body: String, headers: String = "", length: Int? = nil) -> FaultServer {
        server("HTTP/1.1 \(status)\r\nContent-Length: \(length ?? body.utf8.count)\r\n" + headers + "\r\n" + body)
    }

    static func server(_ answer: String) -> FaultServer {
        FaultServer { connection in
            while let request = connection.readRequest() {
                guard request.hasPrefix("POST /oauth/") else {
                    connection.send(answer)
                    return
                }
                connection.send(token())
            }
        }
    }

    static func token(_ token: String = "token-1", life: Int = 3_599) -> String {
        let body = #"{"token_type":"Bearer","access_token":"\#(token)","expires_in":"\#(life)","status":"approved"}"#
        return "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
    }

    /// What came of one row of answers.
    static func check(_ name: String, _ row: Row) async throws {
        let answer = try await Vendor(name).send(to: server(row.status, row.body))
        #expect(answer == row.expected, "\(row.status) \(row.body)")
        #expect(!answer.note.contains("31612345678") && !answer.note.contains(SMSOrder.code))
        #expect(!answer.note.contains("my-"), "a secret that the gateway quotes")
    }
}

/// A request as it came in, without what is the same for all.
struct WireRequest: Equatable {
    let line: String
    let headers: [String]
    let body: String

    init(_ text: String) {
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n").map(String.init)
        let common = ["host:", "user-agent:", "accept:", "content-length:"]
        line = lines[0]
        headers = lines.dropFirst().filter { line in !common.contains { line.lowercased().hasPrefix($0) } }
        body = parts.count > 1 ? String(parts[1]) : ""
    }

    init(_ line: String, _ headers: [String], _ body: String) {
        self.line = line
        self.headers = headers
        self.body = body
    }
}
