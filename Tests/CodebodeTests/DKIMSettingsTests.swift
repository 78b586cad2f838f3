import Cryptography
import Foundation
import TestSupport
import Testing

@testable import codebode

@Suite("mail.dkim")
struct DKIMSettingsTests {
    private static let key = Task { try await DKIMKeyPair(.ed25519).pem }

    /// A configuration with the three keys; `nil` for one that is not there.
    private func yaml(
        domain: String? = "caren.example", selector: String? = "nov2026", key: String?,
        from: String = "noreply@caren.example"
    ) -> String {
        let pem = key.map { "|\n      " + $0.split(separator: "\n").joined(separator: "\n      ") }
        let fields = [("domain", domain), ("selector", selector), ("key", pem)].compactMap { name, value in
            value.map { "    \(name): \($0)\n" }
        }
        return "mail:\n  from: \(from)\n  dkim:\n\(fields.joined())brand: {domain: caren.example}\n"
    }

    @Test("with all three, mails are signed; without any, they are not")
    func all() async throws {
        let yaml = yaml(key: try await Self.key.value)
        let signer = try #require(try await SettingsSample.read(yaml).mail.signer)
        #expect(signer.domain == "caren.example")
        #expect(signer.selector == "nov2026")
        #expect(try await SettingsSample.read().mail.signer == nil)
    }

    @Test("the key may come from a file")
    func file() async throws {
        let folder = TemporaryFolder()
        folder.write(try await Self.key.value, to: "key.pem")
        let environment = ["CODEBODE_MAIL_DKIM_KEY_FILE": folder.path("key.pem")]
        #expect(try await SettingsSample.read(yaml(key: nil), environment: environment).mail.signer != nil)
    }

    @Test("one that is missing is named")
    func missing() async throws {
        let key = try await Self.key.value
        let complaint = "the three keys under mail.dkim belong together, and this one is empty"
        #expect(await SettingsSample.findings(yaml(domain: nil, key: key)) == ["FILE: mail.dkim.domain: \(complaint)"])
        let two = await SettingsSample.findings(yaml(selector: nil, key: nil))
        #expect(two == ["selector", "key"].map { "FILE: mail.dkim.\($0): \(complaint)" })
    }

    @Test("one start shows every mistake")
    func several() async {
        let findings = await SettingsSample.findings(yaml(domain: "other.example", selector: nil, key: "geheim"))
        #expect(findings.count == 3)
        #expect(!findings.joined().contains("geheim"))
    }

    @Test("a key that cannot sign stops the start, and nothing of it is shown")
    func badKey() async throws {
        let short = try await DKIMKeyPair(.rsa, ["-pkeyopt", "rsa_keygen_bits:1024"])
        let place = "FILE:6: mail.dkim.key:"
        #expect(
            await SettingsSample.findings(yaml(key: short.pem))
                == ["\(place) the RSA key has 1024 bits; receivers ask for 2048 (RFC 8301)"])
        #expect(
            await SettingsSample.findings(yaml(key: "geheim")) == [
                "\(place) a private key in PEM is expected, from -----BEGIN to -----END …-----, that needs no password"
            ])
        let environment = ["CODEBODE_MAIL_DKIM_KEY_FILE": "/none"]
        let unread = await SettingsSample.findings(yaml(key: nil), environment: environment)
        #expect(unread.first == "environment CODEBODE_MAIL_DKIM_KEY_FILE: the file cannot be read")
    }

    @Test(
        "a domain of others stops the start",
        arguments: ["example", "other.example", "caren.example.evil.example", "evilcaren.example", "a b.example"])
    func strangeDomain(domain: String) async throws {
        let key = try await Self.key.value
        let findings = await SettingsSample.findings(yaml(domain: domain, key: key))
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("FILE:4: mail.dkim.domain:") == true)
    }

    @Test(
        "the sender's domain, one above and one below it are its own",
        arguments: [
            ("caren.example", "a@caren.example"), ("caren.example", "a@mail.caren.example"),
            ("mail.caren.example", "a@caren.example"), ("Caren.Example", "a@caren.example"),
        ])
    func ownDomain(domain: String, from: String) async throws {
        let key = try await Self.key.value
        let signer = try await SettingsSample.read(yaml(domain: domain, key: key, from: from)).mail.signer
        #expect(signer?.domain == domain.lowercased())
    }

    @Test(
        "a selector is one or more labels",
        arguments: [("a.b-1", true), ("a_b", false), ("-a", false), ("a..b", false)])
    func selector(text: String, isGood: Bool) async throws {
        let key = try await Self.key.value
        let findings = await SettingsSample.findings(yaml(selector: text, key: key))
        #expect(findings.isEmpty == isGood)
        #expect(findings.allSatisfy { $0.hasPrefix("FILE:5: mail.dkim.selector:") })
    }
}
