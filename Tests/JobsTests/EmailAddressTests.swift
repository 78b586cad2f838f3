import Jobs
import Testing

struct EmailAddressTests {
    @Test(
        "one mailbox is read, its domain in lower case",
        arguments: [
            ("jan@example.org", "jan@example.org", "example.org"),
            ("Jan.Jansen+care@Example.ORG", "Jan.Jansen+care@example.org", "example.org"),
            ("!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org", "example.org"),
            ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("1@1.example", "1@1.example", "1.example"),
        ])
    func reads(text: String, address: String, domain: String) throws {
        let email = try #require(EmailAddress(text))
        #expect(email.text == address)
        #expect(email.domain == domain)
    }

    @Test("the local part may have 64 characters and the address 254")
    func lengths() {
        let labels = String(repeating: String(repeating: "d", count: 62) + ".", count: 2)
        let local = String(repeating: "l", count: 64)
        #expect(EmailAddress("\(local)@example.org") != nil)
        #expect(EmailAddress("\(local)l@example.org") == nil)
        let rest = 254 - 65 - labels.utf8.count
        #expect(EmailAddress("\(local)@\(labels)\(String(repeating: "e", count: rest))") != nil)
        #expect(EmailAddress("\(local)@\(labels)\(String(repeating: "e", count: rest + 1))") == nil)
    }

    @Test(
        "what could be read as another address, or as two, is refused",
        arguments: [
            "", "@", "jan", "jan@", "@example.org", "jan@@example.org", "jan@piet@example.org",
            "jan@example.org,piet@example.org", "jan@example.org piet@example.org", "jan@example.org;piet",
            "<jan@example.org>", "Jan <jan@example.org>", "jan@example.org>", "\"jan jansen\"@example.org",
            "jan jansen@example.org", ".jan@example.org", "jan.@example.org", "jan..jansen@example.org",
            "jan@example.org\r\nBcc: piet@example.org", "jan\r\n@example.org", "jan\u{0}@example.org",
            "jan\t@example.org",
            "jan@exa\u{0}mple.org", "jan(x)@example.org", "jan@example.org ", " jan@example.org",
            "jan@localhost", "jan@192.0.2.1", "jan@[192.0.2.1]", "jan@[IPv6:2001:db8::1]", "jan@example.org.",
            "jan@.example.org", "jan@example..org", "jan@-example.org", "jan@example-.org", "jan@exa_mple.org",
            "jan@bücher.example", "jän@example.org", "jan\u{202E}@example.org", "jan@example.org:25",
            "jan@example.\u{212A}pn", "jan@ex\u{200B}ample.org", "ｊan@example.org",
        ])
    func refuses(text: String) {
        #expect(EmailAddress(text) == nil)
    }
}
