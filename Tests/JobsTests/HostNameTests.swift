import Jobs
import Testing

struct HostNameTests {
    @Test(
        "a DNS name of two labels or more is read in lower case",
        arguments: [
            ("example.org", "example.org"), ("WWW.Example.ORG", "www.example.org"), ("a.b", "a.b"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"), ("1.2.3.example", "1.2.3.example"),
            ("ex--ample.org", "ex--ample.org"),
        ])
    func reads(text: String, host: String) {
        #expect(HostName(text)?.text == host)
    }

    @Test(
        "address literals, lone labels and anything but letters, digits and hyphens are refused",
        arguments: [
            "", ".", "localhost", "example", "example.org.", ".example.org", "example..org", "-example.org",
            "example-.org", "exa_mple.org", "exa mple.org", "example.org:443", "user@example.org", "127.0.0.1", "127.1",
            "2130706433", "0x7f000001", "0x7f.0.0.1", "127.0.0.0x1", "017700000001", "a.0x7f", "a.1", "[::1]",
            "[2001:db8::1]", "::1", "example.org\u{0}", "example.org\n", "exam%70le.org", "example。org",
            "bücher.example",
            "example.\u{212A}pn", "ｅxample.org", "exa\u{AD}mple.org",
        ])
    func refuses(text: String) {
        #expect(HostName(text) == nil)
    }

    @Test("a label may have 63 characters and a name 253")
    func lengths() {
        let label = String(repeating: "a", count: 63)
        #expect(HostName("\(label).org") != nil)
        #expect(HostName("\(label)a.org") == nil)
        let name = "\(label).\(label).\(label).\(String(repeating: "b", count: 61))"
        #expect(HostName(name) != nil)
        #expect(HostName(name + "b") == nil)
    }
}
