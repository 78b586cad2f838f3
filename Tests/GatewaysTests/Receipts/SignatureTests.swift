import Cryptography
import Jobs
import Testing

@testable import Gateways

/// What the vectors of `ReceiptVectorTests` do not show.
struct SignatureTests {
    private func request(
        _ headers: [(name: String, value: String)], body: String, url: String = "https://dlr.caren.example/receipts/x"
    ) -> ReceiptRequest {
        ReceiptRequest(method: "POST", url: url, headers: headers, body: Array(body.utf8))
    }

    private func fault(_ check: (any SignatureCheck)?, _ request: ReceiptRequest, at seconds: Int64 = 0) throws
        -> SignatureFault?
    {
        let check = try #require(check)
        do throws(SignatureFault) {
            try check.verify(request, now: Timestamp(seconds: seconds))
            return nil
        } catch {
            return error
        }
    }

    @Test("Bird's signature is that of Standard Webhooks, for five minutes either way")
    func standardWebhooks() throws {
        let check = StandardWebhooks(Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="))
        let body = #"{"type":"sms.delivered","timestamp":"2026-11-22T12:00:00Z","data":{}}"#
        let headers = [
            ("webhook-id", "msg_1"), ("webhook-timestamp", "1700000000"),
            ("webhook-signature", "v1,5cY4GkcwVXMg8FAAuzEuPtL+L46OREwb/ZP0t+rBPdw="),
        ]
        for seconds in [1_700_000_000, 1_699_999_700, 1_700_000_300] as [Int64] {
            #expect(try fault(check, request(headers, body: body), at: seconds) == nil)
        }
        for seconds in [1_699_999_699, 1_700_000_301] as [Int64] {
            #expect(try fault(check, request(headers, body: body), at: seconds) == .outOfTime)
        }
        // The same header twice: which one did somebody else look at?
        let twice = headers + [("Webhook-Signature", headers[2].1)]
        #expect(try fault(check, request(twice, body: body), at: 1_700_000_000) == .missing)
    }

    @Test(
        "Twilio signs the address with its port or without",
        arguments: [
            ("https://dlr.caren.example/twilio?ref=abc123", nil),
            ("https://dlr.caren.example:443/twilio?ref=abc123", nil),
            ("https://dlr.caren.example:8443/twilio?ref=abc123", nil),
            ("http://dlr.caren.example/twilio?ref=abc123", .wrong),
            ("https://dlr.caren.example/twilio?ref=abc124", .wrong),
        ] as [(String, SignatureFault?)])
    func twilio(url: String, expected: SignatureFault?) throws {
        let body =
            "AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01&From=Caren"
            + "&MessageSid=SM00000000000000000000000000000001&MessageStatus=delivered&To=%2B31612345678"
        let request = request([("X-Twilio-Signature", "8YD4bK1isTAr/YyNSE66DzdUqUA=")], body: body, url: url)
        #expect(try fault(TwilioSignature(.form, Secret("12345")), request) == expected)
    }

    /// HMAC-SHA1 with the token `12345`, by the vendor's library.
    @Test("Twilio signs a port that was there, and of JSON the address with the body's hash in it")
    func twilioOthers() throws {
        let hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"  // of {"a":1}
        let url = "https://dlr.caren.example/x?bodySHA256=\(hash)"
        let signed = [("x-twilio-signature", "tZ+zDPH9BsiKoGiFUPYs6xf0xEI=")]
        let check = TwilioSignature(.json, Secret("12345"))
        #expect(try fault(check, request(signed, body: #"{"a":1}"#, url: url)) == nil)
        #expect(try fault(check, request(signed, body: #"{"a":2}"#, url: url)) == .wrong)
        #expect(try fault(check, request(signed, body: #"{"a":1}"#, url: "https://dlr.caren.example/x")) == .missing)

        let withPort = [("x-twilio-signature", "8Gie37cPt7nXFQW4IYZ8rwuzYTs=")]  // of …:443/x, without fields
        let query = TwilioSignature(.query, Secret("12345"))
        #expect(try fault(query, request(withPort, body: "", url: "https://dlr.caren.example/x")) == nil)
        #expect(try fault(query, request(withPort, body: "", url: "https://[::1]/x")) == .wrong)
    }

    @Test("Sinch's signature covers body, nonce and time")
    func sinch() throws {
        let header = "x-sinch-webhook-signature"
        let headers = [
            (header, "l7MuOHkZAUomVOoNg53fJ3wAQgeY3yOJ/UDpMOAXJP0="), (header + "-nonce", "nonce"),
            (header + "-timestamp", "1700000000"),
        ]
        let check = SinchSignature(Secret("secret"))
        #expect(try fault(check, request(headers, body: #"{"a":1}"#), at: 1_700_000_000) == nil)
        #expect(try fault(check, request(headers, body: #"{"a":1}"#), at: 1_700_000_301) == .outOfTime)
        #expect(try fault(check, request(headers, body: #"{"a":2}"#), at: 1_700_000_000) == .wrong)
    }

    @Test(
        "a time that no clock shows is none",
        arguments: [
            "", "-1", "+1", "1e9", " 1", "1700000000.5", "999999999999", "９", String(repeating: "9", count: 40),
        ])
    func times(text: String) {
        #expect(SignatureTime(text) == nil)
    }

    @Test(
        "a token that is none is refused, whatever it claims",
        arguments: [
            "", "a", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30=.e30.AA", "eyJhbGciOiJub25lIn0.e30.",
            "eyJhbGciOiJIUzI1NiIsImNyaXQiOlsiYiJdfQ.e30.AAAA", "eyJhbGciOlsiSFMyNTYiXX0.e30.AAAA", "W10.e30.AAAA",
        ])
    func tokens(text: String) throws {
        let key = try #require(SigningKey(Secret("secret")))
        #expect(throws: SignatureFault.missing) {
            try SignedToken(text, key: key, algorithms: ["HS256": .sha256])
        }
    }

    @Test("a form is read as browsers write it")
    func form() {
        #expect(
            FormFields.read(Array("a=1&b=x+y%2B%c3%a9&c&d=&e==".utf8)) == [
                "a": "1", "b": "x y+é", "c": "", "d": "", "e": "=",
            ])
        #expect(FormFields.read([]) == [:])
    }
}
