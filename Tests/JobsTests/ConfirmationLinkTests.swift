import Jobs
import Testing

struct ConfirmationLinkTests {
    @Test(
        "an https link on a plain host name is read",
        arguments: [
            ("https://care.example.org/confirm?t=abc", "care.example.org"),
            ("HTTPS://Care.Example.ORG/confirm", "care.example.org"),
            ("https://care.example.org", "care.example.org"),
            ("https://care.example.org:443/confirm", "care.example.org"),
            ("https://care.example.org?t=@evil.example", "care.example.org"),
            ("https://care.example.org#@evil.example/", "care.example.org"),
            ("https://care.example.org/%0d%0a//evil.example", "care.example.org"),
            ("https://xn--bcher-kva.example/x", "xn--bcher-kva.example"),
        ])
    func reads(text: String, host: String) throws {
        let link = try #require(ConfirmationLink(text))
        #expect(link.host.text == host)
        #expect(link.url.revealed == text)
    }

    @Test(
        "every trick that hides another host is refused",
        arguments: [
            "", "https://", "https:///evil.example", "http://care.example.org/", "//care.example.org/",
            "care.example.org", "javascript:alert(1)", "data:text/html,x", " https://care.example.org/",
            "https:care.example.org", "https:/care.example.org", "https:\\\\care.example.org",
            "ftp://care.example.org/",
            "https://care.example.org@evil.example/", "https://care.example.org:pass@evil.example/",
            "https://@care.example.org/", "https://care.example.org%40evil.example/",
            "https://care.example.org\\@evil.example/", "https://evil.example\\.care.example.org/",
            "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/",
            "https://0177.0.0.1/", "https://[::1]/", "https://[2001:db8::1]/", "https://[::ffff:127.0.0.1]/",
            "https://localhost/", "https://care.example.org./", "https://care..example.org/", "https://.example.org/",
            "https://care.example.org:8443/", "https://care.example.org:/", "https://care.example.org:0443/",
            "https://care.example.org:443:443/", "https://:443/", "https://care.example.org:443@evil.example/",
            "https://care.example.org/a b", "https://care.example.org/\r\nX: y", "https://care.example.org/\u{0}",
            "https://care.example.org/\t", "https://care.example.org/\u{7F}", "https://care.example.org/\"onload=x",
            "https://care.example.org/<b>", "https://care.example.org/a\\b", "https://care.example.org/`",
            "https://care.example.org/{x}", "https://care.example.org/|", "https://care.example.org/^",
            "https://bücher.example/", "https://care.example.org/ü", "https://care.example\u{2044}org/",
            "https://care。example.org/", "https://care.example.org\u{2025}evil.example/",
            "https://c\u{430}re.example.org/",
            "https://care.example.o\u{212A}/", "https://exa_mple.example.org/", "https://care%2eexample.org/",
        ])
    func refuses(text: String) {
        #expect(ConfirmationLink(text) == nil)
    }

    @Test("a link may have 2,048 characters")
    func length() {
        let start = "https://care.example.org/"
        let path = String(repeating: "a", count: 2_048 - start.utf8.count)
        #expect(ConfirmationLink(start + path) != nil)
        #expect(ConfirmationLink(start + path + "a") == nil)
    }

    @Test("only the host of a link is shown")
    func mask() throws {
        let link = try #require(ConfirmationLink("https://care.example.org/confirm?t=geheim"))
        #expect("\(link)" == "https://care.example.org/•••")
    }
}
