import Testing

@testable import codebode

@Suite("What a changed configuration changes")
struct SettingsChangeTests {
    /// Another value for each key that waits for a restart.
    private static let fixed = [
        "amqp.url": "amqp://user:geheim@127.0.0.1", "amqp.ca_file": "ca.pem", "amqp.cert_file": "cert.pem",
        "amqp.key_file": "key.pem", "amqp.plaintext": "true", "amqp.management": "http://u:geheim@127.0.0.1:15672",
        "store.url": "sqlite:other.db", "store.ca_file": "ca.pem", "store.cert_file": "cert.pem",
        "store.key_file": "key.pem", "probe.phone": "+31612345678", "probe.email": "probe@caren.example",
        "probe.interval": "10m",
        "store.hash_key": String(repeating: "5a", count: 32), "worker.queues": "send_code",
        "worker.concurrency": "50", "mail.connections": "9", "web.listen": "127.0.0.1:9000",
        "web.public_url": "https://caren.example", "log.format": "text",
    ]

    @Test("every key either changes at once or waits for a restart, and these wait")
    func waiting() async throws {
        #expect(SettingKey.all.filter(\.isFixed).map(\.name).sorted() == Self.fixed.keys.sorted())
        let old = try await settings(["log.format": "json"])
        let waiting = SettingsChange(from: old, to: try await settings(Self.fixed), running: old).waiting
        #expect(waiting.count == Self.fixed.count)
        #expect(waiting.contains("worker.concurrency: 200 → 50"))
        #expect(waiting.contains("amqp.url: ••• → •••"))
        #expect(waiting.contains("store.hash_key: ••• → •••"))
        #expect(waiting.contains("web.public_url: none: no receipts are taken → https://caren.example"))
        for secret in ["geheim", "5a5a", "other.db", "612345678", "probe@"] {
            #expect(!waiting.joined().contains(secret))
        }
    }

    @Test("another address for probes waits, too, where its mask is the same")
    func masks() async throws {
        let old = try await settings(["probe.phone": "+31612345678", "probe.email": "a@caren.example"])
        let new = try await settings(["probe.phone": "+31687654378", "probe.email": "b@caren.example"])
        #expect(
            SettingsChange(from: old, to: new, running: old).waiting == [
                "probe.phone: +•••78 → +•••78", "probe.email: •••@caren.example → •••@caren.example",
            ])
        #expect(SettingsChange(from: new, to: new, running: old).waiting.isEmpty)
    }

    @Test("what waits is told once, and not when it is taken back")
    func once() async throws {
        let running = try await settings(["worker.concurrency": "50"])
        let changed = try await settings(["worker.concurrency": "60"])
        let told = { SettingsChange(from: $0, to: $1, running: running).waiting }
        #expect(told(running, changed) == ["worker.concurrency: 50 → 60"])
        #expect(told(changed, try await settings(["worker.concurrency": "60", "sms.sender": "Other"])).isEmpty)
        #expect(told(changed, try await settings(["worker.concurrency": "70"])) == ["worker.concurrency: 50 → 70"])
        #expect(told(changed, running).isEmpty)
        let secret = try await settings(["worker.concurrency": "50", "amqp.url": "amqp://user:geheim@127.0.0.1"])
        #expect(told(running, secret) == ["amqp.url: ••• → •••"])
        #expect(told(secret, secret).isEmpty)
    }

    @Test("what was written otherwise is named, without its value; a default that is written out is no other value")
    func names() async throws {
        let old = try await settings([:])
        let new = try await settings(["worker.concurrency": "200", "gateways.sandbox.token": "geheim"])
        let change = SettingsChange(from: old, to: new, running: old)
        #expect(change.names == ["gateways.sandbox.token", "worker.concurrency"])
        #expect(change.waiting.isEmpty)
        #expect(SettingsChange(from: new, to: new, running: old).names.isEmpty)
    }

    @Test("a variable stands above a key that changes")
    func variable() async throws {
        let environment = ["CODEBODE_WORKER_CONCURRENCY": "7"]
        let old = try await settings([:], environment)
        let new = try await settings(["worker.concurrency": "50"], environment)
        let change = SettingsChange(from: old, to: new, running: old)
        #expect(change.names.isEmpty)
        #expect(change.waiting.isEmpty)
    }

    private func settings(
        _ values: [String: String], _ environment: [String: String] = [:]
    ) async throws -> Settings {
        let lines = values.sorted { $0.key < $1.key }.map { "\($0): \"\($1)\"\n" }
        return try await SettingsSample.read(SettingsSample.minimal + lines.joined(), environment: environment)
    }
}
