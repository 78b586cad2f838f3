import Jobs
import Testing

@Suite("A signal")
struct SignalTests {
    private func rejection(_ body: String) -> Rejection? {
        do {
            _ = try Signal(Array(body.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test("names the job whose code was used")
    func read() throws {
        #expect(try Signal(Array(#"{"verified": "job-0001"}"#.utf8)).verified == JobID("job-0001"))
    }

    @Test(
        "is refused with the field at fault",
        arguments: [
            (#"{}"#, "verified", "the field is missing"),
            (#"{"verified": null}"#, "verified", "the field has the wrong type"),
            (#"{"verified": 12345678}"#, "verified", "the field has the wrong type"),
            (#"{"verified": ["job-0001"]}"#, "verified", "the field has the wrong type"),
            (#"{"verified": ""}"#, "verified", "8 to 64 characters of A-Za-z0-9._:- are expected"),
            (#"{"verified": "job 0001"}"#, "verified", "8 to 64 characters of A-Za-z0-9._:- are expected"),
            (#"{"verifed": "job-0001"}"#, "verifed", "the contract has no such field; did you mean verified?"),
            (#"{"verified": "job-0001", "code": "1"}"#, "code", "the contract has no such field"),
            (#"{"verified": "job-0001", "493817": 1}"#, nil, "the contract has no such field"),
            (#"["job-0001"]"#, nil, "the body is not a JSON object"),
            (#""job-0001""#, nil, "the body is not a JSON object"),
            ("job-0001", nil, "the body is not JSON"), ("", nil, "the body is not JSON"),
        ])
    func refused(body: String, field: String?, detail: String) {
        #expect(rejection(body) == Rejection(.invalid, field: field, detail))
    }

    @Test("is refused when it is not UTF-8, or larger than any message may be")
    func bytes() {
        #expect(throws: Rejection(.invalid, "the body is not UTF-8")) {
            try Signal(Array(#"{"verified": "job-0001"}"#.utf16.flatMap { [UInt8($0), 0] }))
        }
        let body = #"{"verified": "job-0001"}"#
        let room = BodyDecoder.maximumSize - body.utf8.count
        #expect(rejection(body + String(repeating: " ", count: room)) == nil)
        #expect(
            rejection(body + String(repeating: " ", count: room + 1))
                == Rejection(.invalid, "the body is larger than 16 KiB"))
    }
}
