import Testing

@testable import Web

struct PublicURLTests {
    @Test(
        "an address is kept as it is, but for slashes at its end",
        arguments: [
            ("https://dlr.caren.example", "https://dlr.caren.example"),
            ("https://dlr.caren.example:8443/sms//", "https://dlr.caren.example:8443/sms"),
            ("http://[::1]:8025/", "http://[::1]:8025"),
        ])
    func kept(text: String, expected: String) {
        #expect(PublicURL(text)?.text == expected)
    }

    @Test(
        "what is no place for a request's target to be added to is none",
        arguments: [
            "", "dlr.caren.example", "ftp://caren.example", "https://", "https:///sms", "https://:443",
            "https://a@caren.example", "https://caren.example?a", "https://caren.example/#a", "https://caren example",
            "https://caren.example/é",
        ])
    func refused(text: String) {
        #expect(PublicURL(text) == nil)
    }
}
