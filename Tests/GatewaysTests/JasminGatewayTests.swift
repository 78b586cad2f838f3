import Jobs
import TestSupport
import Testing

@testable import Gateways

struct JasminGatewayTests {
    private static let success = #"Success "07033084-5cfd-4812-90a4-e4d24ffb6e3d""#

    @Test("the request is a form, with the text as the bytes of the GSM alphabet")
    func wire() async throws {
        let server = Vendor.server("200 OK", Self.success)
        let answer = try await Vendor("jasmin").send(.sample(text: "1 é€@"), to: server)
        #expect(answer == SendAnswer(.accepted(id: "07033084-5cfd-4812-90a4-e4d24ffb6e3d"), note: "HTTP 200"))
        let request = try #require(server.wire.first.map { WireRequest($0) })
        let body =
            "username=my-username&password=my-password&from=Caren&to=31612345678&coding=0"
            + "&hex-content=3120051b6500&validity-period=5"
        #expect(
            request
                == WireRequest("POST /send HTTP/1.1", ["Content-Type: application/x-www-form-urlencoded"], body))
    }

    @Test("a text beyond the GSM alphabet goes as UTF-16, high byte first")
    func wide() async throws {
        let server = Vendor.server("200 OK", Self.success)
        _ = try await Vendor("jasmin").send(.sample(text: "é😀", encoding: .ucs2), to: server)
        #expect(server.wire.first?.contains("&coding=8&hex-content=00e9d83dde00&") == true)
    }

    @Test(
        "each answer has its class",
        arguments: [
            ("200 OK", #"Error "Unknown error""#, SendAnswer(.unknown, note: "HTTP 200")),
            ("200 OK", #"Success """#, SendAnswer(.unknown, note: "HTTP 200")),
            ("200 OK", #"Success "07033084"#, SendAnswer(.unknown, note: "HTTP 200")),
            ("200 OK", #"{"data": "Success \"07033084\""}"#, SendAnswer(.unknown, note: "HTTP 200")),
            (
                "400 Bad Request", #"Error "Argument [to] has an invalid value: [+31612345678].""#,
                SendAnswer(.refused, note: "HTTP 400")
            ),
            (
                "400 Bad Request", #"Error "Argument [password] has an invalid value: [my-password].""#,
                SendAnswer(.misconfigured, note: "HTTP 400 Argument [password]")
            ),
            (
                "400 Bad Request", #"Error "Argument [hex-content] is unknown.""#,
                SendAnswer(.misconfigured, note: "HTTP 400 is unknown")
            ),
            (
                "400 Bad Request", #"Error "Authorization failed for user [u] (Setting hex content not authorized).""#,
                SendAnswer(.misconfigured, note: "HTTP 400 Authorization failed")
            ),
            (
                "400 Bad Request", #"Error "Value filter failed for user [u] (destination_address filter mismatch).""#,
                SendAnswer(.refused, note: "HTTP 400 destination_address filter")
            ),
            (
                "400 Bad Request", #"Error "Value filter failed for user [u] (source_address filter mismatch).""#,
                SendAnswer(.misconfigured, note: "HTTP 400 source_address filter")
            ),
            (
                "403 Forbidden", #"Error "Authentication failure for username:my-username""#,
                SendAnswer(.misconfigured, note: "HTTP 403 Authentication failure")
            ),
            (
                "403 Forbidden", #"Error "User throughput exceeded""#,
                SendAnswer(.retry(after: nil), note: "HTTP 403 throughput exceeded")
            ),
            (
                "403 Forbidden", #"Error "Cannot charge submit_sm, check RouterPB log file for details""#,
                SendAnswer(.misconfigured, note: "HTTP 403 Cannot charge")
            ),
            ("412 Precondition Failed", #"Error "No route found""#, SendAnswer(.retry(after: nil), note: "HTTP 412")),
            (
                "500 Internal Server Error", #"Error "Cannot send submit_sm, check SMPPClientManagerPB log file""#,
                SendAnswer(.retry(after: nil), note: "HTTP 500 Cannot send submit_sm")
            ),
            ("500 Internal Server Error", #"Error "Unknown error: x""#, SendAnswer(.unknown, note: "HTTP 500")),
            (
                "503 Service Unavailable", #"Error "InterceptorPB not connected !""#,
                SendAnswer(.retry(after: nil), note: "HTTP 503")
            ),
            ("429 Too Many Requests", "", SendAnswer(.retry(after: nil), note: "HTTP 429")),
        ])
    func classes(row: Vendor.Row) async throws {
        try await Vendor.check("jasmin", row)
    }

    @Test("an answer that breaks off behind the id is unknown")
    func cut() async throws {
        let server = Vendor.server("200 OK", Self.success, length: 1_000)
        #expect(try await Vendor("jasmin").send(to: server) == SendAnswer(.unknown, note: "HTTP 200, cut"))
    }
}
