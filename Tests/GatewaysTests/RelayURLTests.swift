import TestSupport
import Testing
import Transfers

@testable import Gateways

struct RelayURLTests {
    /// `user password`, and how it is given.
    private func login(_ address: String) throws -> String? {
        switch try RelayURL(address).credentials() {
        case .password(let user, let password, let mechanism):
            "\(user) \(password) \(mechanism?.rawValue ?? "PLAIN, LOGIN")"
        case .bearer(let user, let token): "\(user) \(token) XOAUTH2"
        case nil: nil
        }
    }

    @Test("user and password are percent-decoded, and the last @ ends them")
    func decoded() throws {
        let address = "smtp://me%40caren.example:p%3A%2f%25@:x@relay.example"
        #expect(try login(address) == "me@caren.example p:/%@:x PLAIN, LOGIN")
        #expect(!"\(try RelayURL(address))".contains("p:/"))
    }

    @Test(
        "the address may say how to log in",
        arguments: [
            ("auth=plain", "me hush PLAIN"), ("auth=login", "me hush LOGIN"), ("auth=xoauth2", "me hush XOAUTH2"),
            ("tls=required&auth=login", "me hush LOGIN"),
        ])
    func mechanism(options: String, expected: String) throws {
        #expect(try login("smtp://me:hush@relay.example?" + options) == expected)
    }

    @Test("a token may lie in a file, as it is at that moment, with or without an end of line")
    func tokenFile() throws {
        let folder = TemporaryFolder()
        let address = "smtp://me@relay.example?auth=xoauth2&token_file=\(folder.path("a%20token"))"
        for text in ["abc", "def\n", "ghi\r\n"] {
            folder.write(text, to: "a token")
            #expect(try login(address) == "me \(text.prefix(3)) XOAUTH2")
        }
    }

    @Test("what is no token is not given to the relay", arguments: ["", "\n", "a b", "a\nb", "caf\u{e9}", "a\u{1}b"])
    func noToken(text: String) throws {
        let folder = TemporaryFolder()
        folder.write(text, to: "token")
        let address = "smtp://me@relay.example?auth=xoauth2&token_file="
        for path in [folder.path("token"), folder.path("none"), folder.path, "/dev/zero"] {
            #expect(throws: RelayURLError.noToken) { try login(address + path) }
        }
        folder.write(String(repeating: "a", count: 20_000), to: "token")
        #expect(throws: RelayURLError.noToken) { try login(address + folder.path("token")) }
    }

    @Test("a relay whose token is not there is refused at the start")
    func noTokenAtStart() throws {
        let client = try SMTPClient(sessions: 1)
        #expect(throws: RelayURLError.noToken) {
            try SMTPRelay("smtp://me@relay.example?auth=xoauth2&token_file=/none", client: client)
        }
    }

    @Test(
        "an address that is not clear is refused, and the error shows nothing of it",
        arguments: [
            ("relay.example", RelayURLError.unknownScheme), ("http://relay.example", .unknownScheme),
            ("smtp://me:hush@relay example", .unfitCharacter), ("smtp://me:hu#sh@relay.example", .unfitCharacter),
            ("smtp://me:hu/sh@relay.example", .unexpectedPath), ("smtp://me:hush@", .unfitHost),
            ("smtp://me:hush@relay:port", .unfitHost), ("smtp://me@relay.example", .halfLogin),
            ("smtp://:hush@relay.example", .halfLogin), ("smtp://me:@relay.example", .halfLogin),
            ("smtp://me:hush%4@relay.example", .unfitLogin), ("smtp://me%0a:hush@relay.example", .unfitLogin),
            ("smtp://me:hush%zz@relay.example", .unfitLogin), ("smtp://me:hush%0A@relay.example", .unfitLogin),
            ("smtp://me:hush@relay.example?tsl=none", .unknownOption), ("smtp://relay.example?tls=maybe", .unknownTLS),
            ("smtp://relay.example?insist=true", .unknownInsist),
            ("smtp://relay.example?tls=none&insist=1", .unknownInsist),
            ("smtps://relay.example?tls=none", .contradiction), ("smtp://me:hush@relay.example?tls=none", .plaintext),
            ("smtp://127.0.0.1.evil.example?tls=none", .plaintext),
            ("smtp://me:hush@relay.example?auth=cram-md5", .unknownLogin),
            ("smtp://me:hush@relay.example?auth", .unknownLogin), ("smtp://relay.example?auth=plain", .halfLogin),
            ("smtp://me@relay.example?auth=xoauth2", .halfLogin),
            ("smtp://relay.example?auth=xoauth2&token_file=/hush", .halfLogin),
            ("smtp://me:hush@relay.example?auth=xoauth2&token_file=/a", .unfitTokenFile),
            ("smtp://me@relay.example?token_file=/hush", .unfitTokenFile),
            ("smtp://me@relay.example?auth=xoauth2&token_file=hush", .unfitTokenFile),
        ])
    func refusals(text: String, expected: RelayURLError) {
        #expect(throws: expected) { try RelayURL(text) }
        #expect(!expected.description.contains("hush"))
    }
}
