import Testing

@testable import Cryptography

struct RelaxedFormTests {
    private func header(_ field: String) -> String {
        String(decoding: RelaxedForm.header(Array(field.utf8)[...]), as: UTF8.self)
    }

    private func body(_ text: String) -> String {
        String(decoding: RelaxedForm.body(Array(text.utf8)[...]), as: UTF8.self)
    }

    @Test("the RFC's example of a header and a body (RFC 6376, 3.4.5)")
    func example() {
        #expect(header("A: X\r\n") == "a:X")
        #expect(header("B : Y\t\r\n\tZ  \r\n") == "b:Y Z")
        #expect(body(" C \r\nD \t E\r\n\r\n\r\n") == " C\r\nD E\r\n")
    }

    @Test(
        "white space and case change nothing, the rest of a field stays",
        arguments: [
            ("Subject: Één  code\r\n", "subject:Één code"), ("Subject:\r\n", "subject:"),
            ("Subject:\r\n \t code: 1\r\n", "subject:code: 1"), ("X-A:b", "x-a:b"), ("", ":"),
        ])
    func headers(field: String, relaxed: String) {
        #expect(header(field) == relaxed)
    }

    @Test(
        "a body ends with one end of line, and an empty one is nothing",
        arguments: [
            ("", ""), ("\r\n\r\n", ""), (" \t\r\n \r\n", ""), ("a", "a\r\n"), ("a \t", "a\r\n"),
            ("a\r\n\r\nb\r\n\r\n", "a\r\n\r\nb\r\n"), ("\r\na\r\n", "\r\na\r\n"), ("\ta\r\n", " a\r\n"),
        ])
    func bodies(text: String, relaxed: String) {
        #expect(body(text) == relaxed)
    }
}
