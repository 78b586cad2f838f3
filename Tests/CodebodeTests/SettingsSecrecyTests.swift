import TestSupport
import Testing

@testable import codebode

@Suite("The configuration's secrets")
struct SettingsSecrecyTests {
    @Test("a whole configuration may be dumped: none of them appears")
    func dumped() async throws {
        let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
        let pem = try await DKIMKeyPair(.ed25519).pem
        let secrets = [
            "CODEBODE_AMQP_URL": "amqps://user:amqp-geheim@rabbit.example",
            "CODEBODE_AMQP_MANAGEMENT": "https://user:management-geheim@rabbit.example:15671",
            "CODEBODE_STORE_URL": "redis://:redis-geheim@127.0.0.1/1",
            "CODEBODE_STORE_HASH_KEY": String(repeating: "5a", count: 32),
            "CODEBODE_SEAL_KEYS": "2026-11:\(key)",
            "CODEBODE_MAIL_RELAYS": "smtp://user:mail-geheim@mail.example:587",
            "CODEBODE_MAIL_DKIM_DOMAIN": "caren.example", "CODEBODE_MAIL_DKIM_SELECTOR": "nov2026",
            "CODEBODE_MAIL_DKIM_KEY": pem,
            "CODEBODE_SMS_GATEWAYS": "cm", "CODEBODE_GATEWAYS_CM_TOKEN": "gateway-geheim",
        ]
        let settings = try await SettingsSample.read(environment: secrets)
        var text = "\(settings) \(String(reflecting: settings))"
        dump(settings, to: &text)
        #expect(text.contains("2026-11"))
        let hidden = ["geheim", "5a5a", "90, 90", key, "BEGIN", String(pem.split(separator: "\n")[1])]
        for secret in hidden { #expect(!text.contains(secret)) }
    }
}
