import Jobs
import TestSupport
import Testing

@testable import Gateways

struct KannelGatewayTests {
    @Test("text and password stand in body and headers, not in the address")
    func wire() async throws {
        let server = Vendor.server("202 Accepted", "0: Accepted for delivery")
        #expect(try await Vendor("kannel").send(to: server) == SendAnswer(.accepted(id: nil), note: "HTTP 202"))
        let request = try #require(server.wire.first.map { WireRequest($0) })
        let headers = [
            "X-Kannel-Username: my-username", "X-Kannel-Password: my-password", "X-Kannel-From: Caren",
            "X-Kannel-To: 0031612345678", "X-Kannel-Coding: 0", "X-Kannel-Validity: 5",
            "Content-Type: text/plain; charset=UTF-8",
        ]
        #expect(
            request
                == WireRequest(
                    "POST /cgi-bin/sendsms HTTP/1.1", headers, "482913 is je inlogcode voor Caren."))
    }

    @Test("a text beyond the GSM alphabet is announced as such, and its validity is rounded down")
    func wide() async throws {
        let server = Vendor.server("202 Accepted", "3: Queued for later delivery")
        let order = try SMSOrder.sample(text: "код\n482913", encoding: .ucs2, validity: .milliseconds(119_999))
        #expect(try await Vendor("kannel").send(order, to: server).verdict == .accepted(id: nil))
        let request = try #require(server.wire.first.map { WireRequest($0) })
        #expect(request.headers.contains("X-Kannel-Coding: 2"))
        #expect(request.headers.contains("X-Kannel-Validity: 1"))
        #expect(request.body == "код\n482913")
    }

    @Test("less than a minute cannot be told, and nothing is sent")
    func tooLate() async throws {
        let server = Vendor.server("202 Accepted", "0: Accepted for delivery")
        let order = try SMSOrder.sample(validity: .milliseconds(59_999))
        #expect(try await Vendor("kannel").send(order, to: server).verdict == .unfit)
        #expect(server.connections == 0)
    }

    @Test(
        "each answer has its class",
        arguments: [
            ("202 Accepted", "3: Queued for later delivery", SendAnswer(.accepted(id: nil), note: "HTTP 202")),
            ("202 Accepted", "Sent.", SendAnswer(.unknown, note: "HTTP 202")),
            ("202 Accepted", "10: ", SendAnswer(.unknown, note: "HTTP 202")),
            ("202 Accepted", " 0: Accepted for delivery", SendAnswer(.unknown, note: "HTTP 202")),
            ("202 Accepted", "", SendAnswer(.unknown, note: "HTTP 202")),
            ("202 Accepted", "<html>0: Accepted</html>", SendAnswer(.unknown, note: "HTTP 202")),
            ("200 OK", "0: Accepted for delivery", SendAnswer(.unknown, note: "HTTP 200")),
            (
                "403 Forbidden", "Authorization failed for sendsms",
                SendAnswer(.misconfigured, note: "HTTP 403 Authorization failed")
            ),
            (
                "403 Forbidden", "Not routable. Do not try again.",
                SendAnswer(.refused, note: "HTTP 403 Not routable")
            ),
            (
                "400 Bad Request", "Number(s) has/have been denied by white- and/or black-lists.",
                SendAnswer(.refused, note: "HTTP 400 white- and/or black-lists")
            ),
            ("400 Bad Request", "Missing receiver number, rejected", SendAnswer(.refused, note: "HTTP 400")),
            (
                "400 Bad Request", "Validity field misformed, rejected",
                SendAnswer(.misconfigured, note: "HTTP 400 misformed")
            ),
            (
                "400 Bad Request", "Sender missing and no global set, rejected",
                SendAnswer(.misconfigured, note: "HTTP 400 Sender missing")
            ),
            (
                "503 Service Unavailable", "Temporal failure, try again later.",
                SendAnswer(.retry(after: nil), note: "HTTP 503 Temporal failure")
            ),
            ("429 Too Many Requests", "", SendAnswer(.retry(after: nil), note: "HTTP 429")),
            ("500 Oops", "+31612345678 482913 my-password", SendAnswer(.unknown, note: "HTTP 500")),
            ("502 Bad Gateway", "<html>nginx</html>", SendAnswer(.unknown, note: "HTTP 502")),
            ("404 Not Found", "", SendAnswer(.misconfigured, note: "HTTP 404")),
        ])
    func classes(row: Vendor.Row) async throws {
        try await Vendor.check("kannel", row)
    }

    @Test("an answer that breaks off is unknown, whatever it begins with")
    func cut() async throws {
        let server = Vendor.server("202 Accepted", "0: Acc", length: 24)
        #expect(try await Vendor("kannel").send(to: server) == SendAnswer(.unknown, note: "HTTP 202, cut"))
    }
}
