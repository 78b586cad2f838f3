import TestSupport
import Testing

@testable import Cryptography

@Suite(.timeLimit(.minutes(1)))
struct DKIMSignerTests {
    private static let mail = [
        "Date: Sun, 22 Nov 2026 13:00:00 +0100", "From: \"Caren\" <noreply@caren.example>",
        "To: <jan@example.nl>", "Subject: =?utf-8?q?Je_inlogcode?=", " =?utf-8?q?_voor_Caren?=",
        "Message-ID: <job-1@caren.example>", "MIME-Version: 1.0", "X-Auto-Response-Suppress: OOF",
        "Content-Type: text/plain; charset=utf-8", "", "482913  is je inlogcode. ", "..", "", "",
    ].joined(separator: "\r\n")

    private static let keys = Task {
        [
            DKIMKeyPair.Kind.rsa: try await DKIMKeyPair(.rsa), .ed25519: try await DKIMKeyPair(.ed25519),
        ]
    }

    private func pair(_ kind: DKIMKeyPair.Kind) async throws -> DKIMKeyPair {
        try #require(try await Self.keys.value[kind])
    }

    private func signed(_ mail: String = mail, by pair: DKIMKeyPair) throws -> String {
        let signer = DKIMSigner(domain: "caren.example", selector: "nov26", key: try key(pair.pem))
        return String(decoding: try signer.signed(Array(mail.utf8), at: 1_795_348_800), as: UTF8.self)
    }

    private func verdicts(
        _ mails: [String], by pair: DKIMKeyPair, of verifier: DKIMVerifier
    ) async throws -> [Bool] {
        try await verifier.verdicts(
            mails.map { Array($0.utf8) }, key: "nov26._domainkey.caren.example", pair.record)
    }

    /// RFC 8463, appendix A; a signature by Ed25519 is the same each time.
    @Test("the RFC's mail, signed with the RFC's key, has the RFC's signature")
    func example() throws {
        let mail = [
            "From: Joe SixPack <joe@football.example.com>", "To: Suzie Q <suzie@shopping.example.net>",
            "Subject: Is dinner ready?", "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)",
            "Message-ID: <20030712040037.46341.5F8J@football.example.com>", "",
        ].joined(separator: "\r\n")
        let body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n\r\n"
        let hash = Base64.text(try #require(HashFunction.sha256.digest(RelaxedForm.body(Array(body.utf8)[...]))))
        #expect(hash == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")

        let names = ["from", "to", "subject", "date", "message-id"]
        let fields = SignedFields(names: names + ["from", "subject", "date"], of: Array(mail.utf8)[...])
        let header = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r
             d=football.example.com; i=@football.example.com;\r
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r
             subject : date : message-id : from : subject : date;\r
             bh=\(hash);\r
             b=
            """
        let pem = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """
        let signature = Base64.text(try key(pem).sign(fields.text(with: header)))
        #expect(
            signature == "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==")
    }

    @Test("other programs find the signature good", arguments: DKIMKeyPair.Kind.allCases)
    func verified(kind: DKIMKeyPair.Kind) async throws {
        let pair = try await pair(kind)
        let mail = try signed(by: pair)
        #expect(mail.hasSuffix("\r\n" + Self.mail))
        #expect(mail.split(separator: "\r\n", omittingEmptySubsequences: false).allSatisfy { $0.utf8.count <= 76 })
        // What relays do to white space, to fields of private use and before the header.
        let handled =
            "Received: by relay\r\n"
            + mail.replacing("To: <jan", with: "to:\t<jan").replacing("482913  is", with: "482913 is")
            .replacing("X-Auto-Response-Suppress: OOF\r\n", with: "") + "\r\n"
        let header = "From: a@caren.example\r\nSubject: x\r\n"
        let bare = try ["", "\r\n", "\r\n\r\n"].map { try signed(header + $0, by: pair) }
        // Debian 12's Mail::DKIM knows RSA only.
        for verifier in kind == .rsa ? DKIMVerifier.allCases : [.dkimpy] {
            let verdicts = try await verdicts([mail, handled] + bare, by: pair, of: verifier)
            #expect(verdicts == [true, true, true, true, true], "\(verifier.rawValue)")
        }
    }

    @Test("whoever changes the mail, or adds what the reader would see, breaks the signature")
    func changed() async throws {
        let changes = [
            ("482913", "482914"), ("Subject: ", "Subject: R"), ("t=1795348800", "t=1795348801"),
            ("noreply@", "reply@"), ("From: ", "From: <eve@evil.example>\r\nFrom: "),
            ("To: ", "Subject: Other\r\nTo: "), ("To: ", "Reply-To: <eve@evil.example>\r\nTo: "),
            ("charset=utf-8", "charset=utf-7"),
        ]
        let pair = try await pair(.rsa)
        let mail = try signed(by: pair)
        let changed = changes.map { mail.replacing($0, with: $1, maxReplacements: 1) }
        for verifier in DKIMVerifier.allCases {
            let verdicts = try await verdicts([mail] + changed, by: pair, of: verifier)
            #expect(verdicts == [true] + changes.map { _ in false }, "\(verifier.rawValue)")
        }
    }
}
