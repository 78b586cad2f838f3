import TestSupport
import Testing

@testable import Gateways

/// A gateway by its file, and the answer by which it takes a message.
struct Dialect: Sendable, CustomStringConvertible {
    let name: String
    let definition: GatewayDefinition
    let status: Int
    let body: String
    /// It is not the message that is spoiled but the request for an access token.
    var isToken = false

    var description: String { isToken ? "\(name), its token" : name }

    /// Whether an answer that breaks off may do.
    var isTakenByStatus: Bool {
        !isToken && definition.success.holds(status, nil, id: nil)
    }

    /// Every file of `config/gateways`, the tokens of those that have them, and what none of the files does: a GET that
    /// is taken by the status alone.
    static let all = Result {
        let shipped = try VendorTable.files(in: "config/gateways").map(Dialect.init(shipped:))
        let tokens = shipped.filter { $0.definition.oauth2 != nil }.map { dialect in
            var dialect = dialect
            dialect.isToken = true
            return dialect
        }
        return try shipped + tokens + [statusAlone]
    }

    private static var statusAlone: Dialect {
        get throws {
            let yaml = #"{path: /send, body: {type: query, fields: {to: "{{to}}", text: "{{text}}"}}}"#
            return Dialect(
                name: "status alone", definition: try .parsed(yaml), status: 202, body: "Thank you very much.")
        }
    }

    private init(name: String, definition: GatewayDefinition, status: Int, body: String) {
        self.name = name
        self.definition = definition
        self.status = status
        self.body = body
    }

    private init(shipped name: String) throws {
        let definition = try GatewayDefinition.shipped(name)
        if let (status, body) = Vendor.successes[name] {
            self.init(name: name, definition: definition, status: status, body: body)
        } else {
            let success = try VendorTable.named(name).success
            self.init(name: name, definition: definition, status: success.status, body: success.body)
        }
    }

    /// Takes every message, and hands out tokens.
    func server() -> FaultServer {
        let answer = "HTTP/1.1 \(status) Said\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
        return FaultServer { connection in
            while let request = connection.readRequest() {
                connection.send(Self.isToken(request) ? Vendor.token() : answer)
            }
        }
    }

    static func isToken(_ request: String) -> Bool {
        request.hasPrefix("POST /oauth/")
    }
}
