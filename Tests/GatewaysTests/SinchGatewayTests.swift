import Jobs
import TestSupport
import Testing

@testable import Gateways

struct SinchGatewayTests {
    private static let batch = #"{"id":"01FC66621VHDBN119Z8PMV1QPQ","to":["31612345678"],"canceled":false}"#

    @Test("the request names the moment at which the message expires")
    func wire() async throws {
        let server = Vendor.server("201 Created", Self.batch)
        let order = try SMSOrder.sample(validity: .milliseconds(299_250))
        let answer = try await Vendor("sinch").send(order, to: server)
        #expect(answer == SendAnswer(.accepted(id: "01FC66621VHDBN119Z8PMV1QPQ"), note: "HTTP 201"))
        let request = try #require(server.wire.first.map { WireRequest($0) })
        let body =
            #"{"type":"mt_text","from":"Caren","to":["31612345678"],"body":"482913 is je inlogcode voor Caren.","#
            + #""client_reference":"job-00000001","expire_at":"2026-11-22T12:04:59.250Z"}"#
        #expect(
            request
                == WireRequest(
                    "POST /xms/v1/my-service_plan_id/batches HTTP/1.1",
                    ["Authorization: Bearer my-api_token", "Content-Type: application/json"], body))
    }

    @Test("a text that Sinch would fill in is not handed in", arguments: ["${code}", "a $${", "x${\u{301}"])
    func parameter(text: String) async throws {
        let server = Vendor.server("201 Created", Self.batch)
        #expect(try await Vendor("sinch").send(.sample(text: text), to: server).verdict == .unfit)
        #expect(server.connections == 0)
    }

    @Test("a dollar and a brace that are apart are a text like others")
    func noParameter() async throws {
        let server = Vendor.server("201 Created", Self.batch)
        let answer = try await Vendor("sinch").send(.sample(text: "$ {5} is $5"), to: server)
        #expect(answer.answerClass == .accepted)
    }

    @Test(
        "each answer has its class",
        arguments: [
            ("201 Created", "{}", SendAnswer(.unknown, note: "HTTP 201")),
            ("201 Created", #"{"id":""}"#, SendAnswer(.unknown, note: "HTTP 201")),
            ("201 Created", #"{"id":"01FC"#, SendAnswer(.unknown, note: "HTTP 201")),
            ("200 OK", batch, SendAnswer(.unknown, note: "HTTP 200")),
            (
                "400 Bad Request", #"{"code":"syntax_invalid_parameter_format","text":"31612345678"}"#,
                SendAnswer(.refused, note: "HTTP 400 syntax_invalid_parameter_format")
            ),
            (
                "400 Bad Request", #"{"code":"syntax_constraint_violation","text":"from"}"#,
                SendAnswer(.misconfigured, note: "HTTP 400 syntax_constraint_violation")
            ),
            (
                "400 Bad Request", #"{"code":"syntax_invalid_json","text":""}"#,
                SendAnswer(.misconfigured, note: "HTTP 400 syntax_invalid_json")
            ),
            ("400 Bad Request", #"{"code":"31612345678"}"#, SendAnswer(.refused, note: "HTTP 400")),
            ("401 Unauthorized", "", SendAnswer(.misconfigured, note: "HTTP 401")),
            (
                "403 Forbidden", #"{"code":"illegal_number_type","text":""}"#,
                SendAnswer(.refused, note: "HTTP 403 illegal_number_type")
            ),
            (
                "403 Forbidden", #"{"code":"blocked_account","text":""}"#,
                SendAnswer(.misconfigured, note: "HTTP 403 blocked_account")
            ),
            ("403 Forbidden", "<html>error code: 1010</html>", SendAnswer(.misconfigured, note: "HTTP 403")),
            ("500 Internal Server Error", "", SendAnswer(.unknown, note: "HTTP 500")),
            ("503 Service Unavailable", "", SendAnswer(.unknown, note: "HTTP 503")),
        ])
    func classes(row: Vendor.Row) async throws {
        try await Vendor.check("sinch", row)
    }

    @Test("429 is tried again after the time that Sinch asks for")
    func throttled() async throws {
        let server = Vendor.server("429 Too Many Requests", "", headers: "Retry-After: 3\r\n")
        #expect(try await Vendor("sinch").send(to: server).verdict == .retry(after: .seconds(3)))
    }

    @Test("an answer that breaks off behind the id is unknown")
    func cut() async throws {
        let server = Vendor.server("201 Created", Self.batch, length: 1_000)
        #expect(try await Vendor("sinch").send(to: server) == SendAnswer(.unknown, note: "HTTP 201, cut"))
    }
}
