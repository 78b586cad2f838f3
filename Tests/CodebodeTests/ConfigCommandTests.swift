import Jobs
import Testing

@testable import codebode

@Suite("codebode config check")
struct ConfigCommandTests {
    @Test("shows what is in force for every key, in the words of the file")
    func shown() async throws {
        let settings = try await Settings.read(SettingsSample.repository + "/config/codebode.yaml", environment: [:])
        let facts = Dictionary(
            uniqueKeysWithValues: ConfigCommand.Check.facts(settings, relays: ["127.0.0.1"]))
        #expect(facts["policy.min_remaining"] == "30s")
        #expect(facts["policy.max_lifetime.code"] == "15m")
        #expect(facts["policy.max_lifetime.link"] == "1d")
        #expect(facts["policy.max_lifetime.notice"] == "7d")
        #expect(facts["limits.recipient_short"] == "5 per recipient in 10m, enforce, on_store_failure open")
        #expect(facts["limits.prefix_hour"] == "30 per prefix in 1h, record, on_store_failure closed")
        #expect(facts["fraud.neighbours.mode"] == "record")
        #expect(facts["fraud.neighbours.window"] == "1h")
        #expect(facts["fraud.unverified.per_day"] == "20")
        #expect(facts["sms.gateways"] == "sandbox")
        #expect(facts["store.hash_key"] == "beside the database")
        for key in SettingKey.all.map(\.name) { #expect(facts[key] != nil, "\(key)") }
    }

    @Test("shows that a rule is off, and a limit for all as one")
    func off() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal
                + "limits: {everything: {key: all, count: 9, window: 1m}}\nfraud: {neighbours: {mode: off}}")
        let facts = Dictionary(uniqueKeysWithValues: settings.rules.facts)
        #expect(facts["limits.everything"] == "9 for all in 1m, enforce, on_store_failure closed")
        #expect(facts["fraud.neighbours.mode"] == "off")
        #expect(facts["fraud.neighbours.count"] == "not in use")
    }

    @Test("shows no secret")
    func secrets() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal
                + """
                amqp: {url: "amqp://u5er:p4ss@broker", management: "https://u5er:p4ss@broker:15671"}
                store: {hash_key: \(String(repeating: "ab", count: 32))}
                mail.relays: ["smtp://u5er:p4ss@relay"]
                gateways: {sandbox: {token: p4ss}}
                """)
        let shown = ConfigCommand.Check.facts(settings, relays: ["relay"]).map { "\($0) \($1)" }.joined()
        for secret in ["p4ss", "u5er", "abab"] { #expect(!shown.contains(secret)) }
        #expect(settings.mail.relays.map(\.revealed) == ["smtp://u5er:p4ss@relay"])
    }
}
