import Jobs
import Testing

@testable import Gateways

struct ReceiptReaderTests {
    private static let secret = "abcdefghijklmnop"
    private static let now = Timestamp(seconds: 1_763_812_800)

    private func read(
        _ vendor: String, _ method: String, _ rest: String = "", body: String = "", secret: String? = secret,
        edit: (String, String) = ("", "")
    ) throws -> Receipt {
        var section = try VendorReceipts.section(vendor)
        if !edit.0.isEmpty { section = section.replacing(edit.0, with: edit.1) }
        let reader = try VendorReceipts.reader(section, secret: Self.secret)
        let url = "https://dlr.caren.example/receipts/\(vendor)/\(Self.secret)\(rest)"
        let request = ReceiptRequest(method: method, url: url, headers: [], body: Array(body.utf8), secret: secret)
        return try reader.read(request, now: Self.now)
    }

    private func report(
        _ id: String?, _ reference: String?, _ status: DeliveryReport.Status, _ code: String? = nil
    ) -> DeliveryReport {
        DeliveryReport(id: id, reference: reference, status: status, code: code)
    }

    @Test("vendors that sign nothing are read behind the secret of their address")
    func unsigned() throws {
        let cm = """
            {"messages":{"msg":{"received":"2025-11-22T12:00:00","to":"0031612345678","reference":"0a1b",\
            "status":{"code":"3","errorCode":"5","errorDescription":"x"},"operator":"20404"}}}
            """
        #expect(try read("cm", "POST", body: cm).reports == [report(nil, "0a1b", .undelivered, "5")])
        #expect(
            try read("spryng", "GET", "?STATUS=20&REASONCODE=21&REFERENCE=job-1").reports
                == [report(nil, "job-1", .undelivered, "21")])
        #expect(try read("kannel", "GET", "?id=job-1&status=8").reports == [report(nil, "job-1", .pending)])
        #expect(
            try read("jasmin", "POST", body: "id=0703&message_status=DELIVRD&err=000&text=-").reports
                == [report("0703", nil, .delivered, "000")])
    }

    @Test("several receipts in one body are read, and what says nothing to us is counted")
    func list() throws {
        let items = [
            #"{"messageId":"a","callbackData":"job-1","status":{"groupId":3},"error":{"name":"NO_ERROR"}}"#,
            #"{"messageId":"b","status":{"groupId":2},"error":{"name":"EC_ABSENT_SUBSCRIBER"}}"#,
            #"{"messageId":"c","status":{"groupId":7}}"#, #"{"status":{"groupId":3}}"#, #"{"messageId":"e"}"#, "7",
        ]
        let receipt = try read("infobip", "POST", body: #"{"results":["# + items.joined(separator: ",") + "]}")
        #expect(
            receipt.reports == [
                report("a", "job-1", .delivered, "NO_ERROR"), report("b", nil, .undelivered, "EC_ABSENT_SUBSCRIBER"),
            ])
        #expect(receipt.ignored == 4)
    }

    @Test(
        "what is not as the file says is unreadable",
        arguments: ["", "{", "[]", #"{"results":[]}"#, #"{"results":{"messageId":"a"}}"#, "results=1", "{}{}"])
    func unreadable(body: String) {
        #expect(throws: ReceiptRefusal.unreadable) { try read("infobip", "POST", body: body) }
    }

    @Test(
        "a form or query that two readers could understand differently is unreadable",
        arguments: [
            "?id=a&id=b&status=1", "?id=a&status=%", "?id=%C3&status=1", "?id=a&status=1&x=%zz", "?i%64=a&id=b",
        ])
    func ambiguous(query: String) {
        #expect(throws: ReceiptRefusal.unreadable) { try read("kannel", "GET", query) }
    }

    @Test(
        "only the secret of the address opens",
        arguments: [nil, "", "abcdefghijklmno", "abcdefghijklmnoq", "ABCDEFGHIJKLMNOP"])
    func wrongSecret(secret: String?) {
        let fault: SignatureFault = secret == nil ? .missing : .wrong
        #expect(throws: ReceiptRefusal.signature(fault)) {
            try read("kannel", "GET", "?id=a&status=1", secret: secret)
        }
    }

    @Test("the method is the one of the file")
    func method() {
        #expect(throws: ReceiptRefusal.method(allowed: "GET")) { try read("kannel", "POST", body: "id=a&status=1") }
        #expect(throws: ReceiptRefusal.method(allowed: "POST")) { try read("jasmin", "GET", "?id=a") }
    }

    @Test("a name that is none, and a code that could be a number of a telephone, are left out")
    func unfit() throws {
        #expect(
            try read("spryng", "GET", "?STATUS=10&REFERENCE=job-1&REASONCODE=31612345678").reports
                == [report(nil, "job-1", .delivered)])
        #expect(
            try read("spryng", "GET", "?STATUS=10&REFERENCE=job-1&REASONCODE=a+b").reports
                == [report(nil, "job-1", .delivered)])
        for reference in ["", "a+b", "%C3%A9", "%0A", String(repeating: "a", count: 129)] {
            let receipt = try read("spryng", "GET", "?STATUS=10&REFERENCE=\(reference)")
            #expect(receipt == Receipt(reports: [], ignored: 1))
        }
    }

    @Test("a parameter of the address is read beside a body, where it is written so")
    func address() throws {
        let edit = ("  id: id\n", "  id: id\n  reference: \"?ref\"\n")
        #expect(
            try read("jasmin", "POST", "?ref=job-1", body: "id=0703&ref=job-2&message_status=DELIVRD", edit: edit)
                .reports == [report("0703", "job-1", .delivered)])
    }

    @Test("the gateway's own answer is kept for it, else it is 200 and empty")
    func answers() throws {
        let jasmin = try VendorReceipts.reader(try VendorReceipts.section("jasmin"), secret: Self.secret)
        #expect(jasmin.answer == ReceiptAnswer(status: 200, body: "ACK/Jasmin"))
        let cm = try VendorReceipts.reader(try VendorReceipts.section("cm"), secret: Self.secret)
        #expect(cm.answer == ReceiptAnswer(status: 200, body: ""))
    }

    @Test("without receipts in the file, or without their secret, there is no reader")
    func absent() throws {
        #expect(try ReceiptReader(try .sandbox(), credentials: [:]) == nil)
        let definition = try GatewayDefinition.json(
            #"{to: "{{to}}", text: "{{text}}"}"#, try VendorReceipts.section("cm"))
        #expect(try ReceiptReader(definition, credentials: [:]) == nil)
        // A message needs no secret of receipts, and knows it all the same.
        #expect(throws: Never.self) { try definition.check([:]) }
        #expect(throws: Never.self) { try definition.check(["receipt_secret": Secret(Self.secret)]) }
    }

    @Test(
        "a secret that is none of the scheme is refused with what is expected, and not shown",
        arguments: [
            ("cm", "short", "receipt_secret: 16 or more of A-Za-z0-9-._~ are expected"),
            ("cm", "abcdefghijklmno/", "receipt_secret: 16 or more of A-Za-z0-9-._~ are expected"),
            ("bird", "whsec_!", "webhook_secret: base64 is expected"), ("bird", "whsec_", "webhook_secret: base64"),
            ("twilio", "", "auth_token: a text is expected"),
        ])
    func unfitSecret(vendor: String, secret: String, expected: String) throws {
        let section = try VendorReceipts.section(vendor)
        let error = #expect(throws: GatewaySetupError.self) { try VendorReceipts.reader(section, secret: secret) }
        #expect(error?.description.hasPrefix("gateways.acme.\(expected)") == true, "\(String(describing: error))")
    }

    @Test("neither a reader nor a receipt shows anything of itself")
    func masked() throws {
        let reader = try VendorReceipts.reader(try VendorReceipts.section("cm"), secret: Self.secret)
        let request = ReceiptRequest(
            method: "POST", url: "https://caren.example/x", headers: [("a", "b")], body: [1], secret: Self.secret)
        #expect("\(reader)" == "ReceiptReader" && Mirror(reflecting: reader).children.isEmpty)
        #expect("\(request)" == "ReceiptRequest" && Mirror(reflecting: request).children.isEmpty)
    }
}
