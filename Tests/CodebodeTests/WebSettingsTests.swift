import Testing
import Web

@testable import codebode

@Suite("Where receipts are taken")
struct WebSettingsTests {
    private func web(_ yaml: String) async throws -> WebSettings {
        try await SettingsSample.read(SettingsSample.minimal + yaml).web
    }

    @Test("on this machine only, and not at all until it is known how gateways get there")
    func standard() async throws {
        let web = try await web("")
        #expect(web.host == "127.0.0.1" && web.port == 8025)
        #expect(web.publicURL == nil)
    }

    @Test(
        "an address is a name or a number, with a port",
        arguments: [
            ("0.0.0.0:80", "0.0.0.0", 80), ("\"[::1]:8025\"", "::1", 8025),
            ("worker.internal:65535", "worker.internal", 65535),
        ])
    func listen(text: String, host: String, port: Int) async throws {
        let web = try await web("web: {listen: \(text)}")
        #expect(web.host == host && web.port == port)
        #expect(text.contains(web.address))
    }

    @Test("the public address is taken, without a slash at its end")
    func publicURL() async throws {
        let web = try await web("web: {public_url: \"https://dlr.caren.example/sms/\"}")
        #expect(web.publicURL == PublicURL("https://dlr.caren.example/sms"))
    }

    @Test(
        "a bad value is named with its line",
        arguments: [
            ("listen: 127.0.0.1", "FILE:4: web.listen: an address and a port are expected"),
            ("listen: \"::1:8025\"", "FILE:4: web.listen: an address and a port are expected"),
            ("listen: \"[]:8025\"", "FILE:4: web.listen: an address and a port are expected"),
            ("listen: \"127.0.0.1:0\"", "FILE:4: web.listen: an address and a port are expected"),
            ("listen: \"127.0.0.1:65536\"", "FILE:4: web.listen: an address and a port are expected"),
            ("public_url: dlr.caren.example", "FILE:4: web.public_url: https://HOST is expected"),
            ("public_url: \"https://user@caren.example\"", "FILE:4: web.public_url: https://HOST is expected"),
            ("public_url: \"https://caren.example?a\"", "FILE:4: web.public_url: https://HOST is expected"),
            ("public_url: \"https:///receipts\"", "FILE:4: web.public_url: https://HOST is expected"),
        ])
    func bad(yaml: String, finding: String) async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + "web:\n  \(yaml)\n")
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix(finding) == true, "\(findings)")
    }
}
