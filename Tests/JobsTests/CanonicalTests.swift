import Jobs
import Testing

struct CanonicalTests {
    @Test("the same request in another layout has the same canonical bytes")
    func sameContent() throws {
        let body = JobBody.loginCode
        let first = try body.decoded().canonical
        let others = [
            body.reversed(), body.with("purpose", #""login""#), body.with("locale", #""nl""#),
            body.with("channel", #""sms""#), body.with("issued_at", #""2026-11-22T13:00:00.000+01:00""#),
            body.with("account", #""patient\u002d1001""#), body.with("version", "1.0"), body.with("fallback", "null"),
            body.with("recipient", #"{"name":"Jan Jansen","email":"jan.jansen@EXAMPLE.org","phone":"06-12345678"}"#),
        ]
        for other in others { #expect(try other.decoded().canonical == first, "\(other.text())") }
        let spaced = body.text(separator: " ,\r\n\t", colon: " : ")
        #expect(try JobDecoder.decode(Array(spaced.utf8), kind: .sendCode).canonical == first)
    }

    @Test("each field changed alone makes another request")
    func otherContent() throws {
        let changes: [(JobBody, [(String, String)])] = [
            (
                .loginCode,
                [
                    ("id", #""job-0002""#), ("account", #""patient-1002""#), ("purpose", #""reset""#),
                    ("issued_at", #""2026-11-22T12:00:00.000001Z""#), ("expires_at", #""2026-11-22T12:10:01Z""#),
                    ("recipient", #"{"phone":"+31612345679","email":"jan.jansen@example.org","name":"Jan Jansen"}"#),
                    ("recipient", #"{"phone":"+31612345678","email":"Jan.jansen@example.org","name":"Jan Jansen"}"#),
                    ("recipient", #"{"phone":"+31612345678","email":"jan.jansen@example.org","name":"Jan"}"#),
                    ("recipient", #"{"phone":"+31612345678","email":"jan.jansen@example.org"}"#),
                    ("recipient", #"{"phone":"+31612345678","name":"Jan Jansen"}"#), ("channel", #""email""#),
                    ("fallback", "true"), ("fallback", "false"), ("locale", #""en""#), ("code", #""H7X9Q3""#),
                    ("sequence", "8"), ("sequence", "null"),
                ]
            ),
            (
                .link,
                [
                    ("link", #""https://care.example.org/confirm?t=geheim43""#), ("new_phone", #""0687654322""#),
                ]
            ), (.phoneCode, [("code", #""ABCDEG""#), ("sequence", "1")]), (.notice, [("event", #""phone_removed""#)]),
        ]
        for (body, fields) in changes {
            var seen = [try body.decoded().canonical]
            for (name, json) in fields {
                let canonical = try body.with(name, json).decoded().canonical
                #expect(!seen.contains(canonical), "\(name): \(json)")
                seen.append(canonical)
            }
        }
    }

    @Test("a value cannot pose as two")
    func boundaries() throws {
        let first = JobBody.loginCode.with("account", #""a/b""#).with("purpose", #""c""#)
        let second = JobBody.loginCode.with("account", #""b""#).with("purpose", #""c_a""#)
        #expect(try first.decoded().canonical != second.decoded().canonical)
        #expect(try first.decoded().subject != second.decoded().subject)
        // Login code and confirmation code with equal values are told apart by their subject.
        let login = JobBody.loginCode.without("sequence").with("code", #""ABCDEF""#)
        #expect(try login.decoded().canonical != JobBody.phoneCode.decoded().canonical)
    }
}
