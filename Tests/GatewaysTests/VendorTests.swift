import Foundation
import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

@Suite("Each gateway, against a server that answers as its vendor documents")
struct VendorTests {
    @Test("every gateway's file has a table of answers, or a suite of its own")
    func complete() {
        let own: Set = ["sandbox", "kannel", "jasmin", "kpn", "sinch"]
        #expect(Set(VendorTable.files(in: "config/gateways")).subtracting(own) == Set(VendorTable.names))
    }

    @Test("every code that a file knows is in its table, with the same meaning", arguments: VendorTable.names)
    func codes(name: String) throws {
        let cases = try VendorTable.cases.filter { $0.vendor == name }
        for rule in try GatewayDefinition.shipped(name).answers.rules {
            for case .values(let code) in rule.codes {
                for value in code.values {
                    let one = ValueRule(path: code.path, values: [value])
                    let isThere = cases.contains { answer in
                        guard let body = JSONValue(Array(answer.body.utf8)) else { return false }
                        return one.occurs(in: body) && answer.means.rawValue == rule.meaning.rawValue
                    }
                    #expect(isThere, "\(value) is \(rule.meaning)")
                }
            }
            for case .one(let status) in rule.status {
                #expect(cases.contains { $0.status == status && $0.means.rawValue == rule.meaning.rawValue })
            }
        }
    }

    @Test("Bird's validity can be switched on as its file says, for an account inside the preview")
    func birdPreview() throws {
        let yaml = try text(of: "config/gateways/bird.yaml")
        let field = #"validity_period: {value: "{{validity}}", type: number}"#
        let rule = "validity: {unit: s, minimum: 60, maximum: 172800}"
        #expect(yaml.contains("# An account inside the preview adds to the fields:  \(field)\n"))
        #expect(yaml.contains("# and here: ") && yaml.contains(" \(rule)\n"))
        let last = "    options: {smart_encoding: false}"
        let changed = yaml.replacing(last, with: "    \(field)\n\(last)") + rule
        let definition = try GatewayDefinition(name: "bird", yaml: changed, file: "bird.yaml")
        #expect(try definition.request(.first, ["token": "a"]).text.contains(#","validity_period":300,"#))
        #expect(throws: RequestBuilder.Flaw.tooLate) {
            try definition.request(.sample(validity: .milliseconds(59_999)), ["token": "a"])
        }
    }

    @Test("asks in the words of its vendor", arguments: VendorTable.names)
    func request(name: String) async throws {
        let table = try VendorTable.named(name)
        let server = server(of: table)
        _ = try await send(.first, to: server, name)
        let wire = try #require(server.wire.first)
        #expect(parts(of: wire) == parts(of: wireForm(table.request)))
    }

    @Test("rounds a life down, and says reference and alphabet as its vendor wants them", arguments: VendorTable.names)
    func second(name: String) async throws {
        let table = try VendorTable.named(name)
        let server = server(of: table)
        _ = try await send(.second, to: server, name)
        let wire = try #require(server.wire.first)
        for part in table.second { #expect(wire.contains(part)) }
        #expect(wire.contains("Zoë ✓ 482913") || wire.contains("Zo%C3%AB%20%E2%9C%93%20482913"))
    }

    @Test("sends nothing when less life is left than the vendor can be told", arguments: VendorTable.names)
    func tooLate(name: String) async throws {
        let table = try VendorTable.named(name)
        let server = server(of: table)
        let least = table.least
        #expect(try await send(.sample(validity: .milliseconds(least - 1)), to: server, name).verdict == .unfit)
        #expect(server.connections == 0)
        let last = try await send(.sample(validity: .milliseconds(least)), to: server, name)
        #expect(last.answerClass == .accepted)
    }

    @Test("knows what was taken, and its name", arguments: VendorTable.names)
    func accepted(name: String) async throws {
        let success = try VendorTable.named(name).success
        let note = "HTTP \(success.status)" + (success.note.map { " " + $0 } ?? "")
        let answer = try await send(.first, to: server(success.status, success.body), name)
        #expect(answer == SendAnswer(.accepted(id: success.id), note: note))
    }

    @Test("knows each answer", arguments: try VendorTable.cases)
    func answer(_ expected: VendorTable.Case) async throws {
        let answer = try await send(.first, to: server(expected.status, expected.body), expected.vendor)
        #expect(answer.answerClass == expected.means)
        #expect(answer.note == expected.note)
    }

    @Test("waits as long as the vendor asks for", arguments: VendorTable.names)
    func throttled(name: String) async throws {
        let server = server(429, "{}", headers: "Retry-After: 7\r\n")
        #expect(try await send(.first, to: server, name).verdict == .retry(after: .seconds(7)))
    }

    @Test("takes a page of some proxy neither for a success nor for a refusal", arguments: VendorTable.names)
    func proxy(name: String) async throws {
        let page = "<html><body>Sign in to the network</body></html>"
        for status in [try VendorTable.named(name).success.status, 200, 302] {
            #expect(try await send(.first, to: server(status, page), name).verdict == .unknown)
        }
        for status in [403, 407] {
            let answer = try await send(.first, to: server(status, page), name)
            #expect(answer.answerClass == (status == 403 ? .misconfigured : .refused))
        }
    }

    @Test("takes a success that is no JSON, or breaks off, for one that may have been", arguments: VendorTable.names)
    func broken(name: String) async throws {
        let success = try VendorTable.named(name).success
        let half = String(success.body.dropLast(success.body.count / 2))
        for body in ["", half, success.body + "}", "[]", "null"] {
            #expect(try await send(.first, to: server(success.status, body), name).verdict == .unknown)
        }
        let cut = server(success.status, half, length: success.body.utf8.count)
        #expect(try await send(.first, to: cut, name) == SendAnswer(.unknown, note: "HTTP \(success.status), cut"))
    }

    @Test("asks once when the connection is cut behind the request", arguments: VendorTable.names)
    func cut(name: String) async throws {
        let server = FaultServer { connection in _ = connection.readRequest() }
        #expect(try await send(.first, to: server, name) == SendAnswer(.unknown, note: "GOT_NOTHING"))
        #expect(server.wire.count == 1)
    }

    @Test("shows the very request that it sends, without its secrets", arguments: VendorTable.names)
    func masked(name: String) async throws {
        let definition = try GatewayDefinition.shipped(name)
        let secrets = Dictionary(uniqueKeysWithValues: definition.credentials.map { ($0, Secret("hush")) })
        let server = server(of: try .named(name))
        let url = "http://127.0.0.1:\(server.port)"
        var options = HTTPClient.Options()
        options.userAgent = "codebode/test"
        let gateway = try SMSGateway(definition, url: url, credentials: secrets, client: try HTTPClient(options))
        _ = await gateway.send(try .first, timeout: .seconds(10), now: noon)

        let preview = try RequestPreview(
            definition, url: url, credentials: secrets, order: try .first, now: noon, userAgent: "codebode/test")
        let shown = preview.request
        let head =
            ["\(shown.method) \(shown.url.dropFirst(url.count)) HTTP/1.1"]
            + shown.headers.map { "\($0.name): \($0.value)" }
        let sent = try #require(server.wire.first).replacing("aHVzaDpodXNo", with: "base64(hush:hush)")
            .replacing("hush", with: MaskedRequest.mask).split(separator: "\r\n\r\n", maxSplits: 1)
        let lines = sent[0].split(separator: "\r\n").filter {
            !$0.hasPrefix("Host:") && !$0.hasPrefix("Content-Length:")
        }
        #expect(lines.map(String.init) == head)
        #expect(sent[1] == shown.body)
        #expect(preview.missing.isEmpty)
    }

    // MARK: -

    private func send(_ order: SMSOrder, to server: FaultServer, _ name: String) async throws -> SendAnswer {
        let definition = try GatewayDefinition.shipped(name)
        let gateway = try SMSGateway(
            definition, url: "http://127.0.0.1:\(server.port)", credentials: definition.ownCredentials,
            client: try HTTPClient())
        return await gateway.send(order, timeout: .seconds(10), now: noon)
    }

    private func server(of table: VendorTable) -> FaultServer {
        server(table.success.status, table.success.body)
    }

    /// Answers each request on a connection of its own.
    private func server(_ status: Int, _ body: String, headers: String = "", length: Int? = nil) -> FaultServer {
        FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            let type = body.hasPrefix("<") ? "text/html" : "application/json"
            connection.send(
                "HTTP/1.1 \(status) Said\r\nContent-Type: \(type)\r\nContent-Length: \(length ?? body.utf8.count)\r\n"
                    + headers + "\r\n" + body)
        }
    }

    /// The first line, the headers that a table names, and the body.
    private func parts(of request: String) -> [Set<Substring>] {
        let halves = request.split(separator: "\r\n\r\n", maxSplits: 1)
        let lines = halves[0].split(separator: "\r\n")
        let skipped = ["Host:", "User-Agent:", "Content-Length:"]
        let headers = lines.dropFirst().filter { line in !skipped.contains { line.hasPrefix($0) } }
        return [[lines[0]], Set(headers), [halves[1]]]
    }

    private func wireForm(_ request: String) -> String {
        let halves = request.split(separator: "\n\n", maxSplits: 1)
        var lines = halves[0].split(separator: "\n").map(String.init)
        lines[0] += " HTTP/1.1"
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + halves[1]
    }
}
