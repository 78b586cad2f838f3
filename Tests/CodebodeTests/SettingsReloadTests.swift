import Admission
import Cryptography
import Foundation
import Jobs
import TestSupport
import Testing
import Worker

@testable import codebode

@Suite("Settings that change while a worker runs")
struct SettingsReloadTests {
    private static let start = SettingsSample.minimal + "sms: {gateways: []}\n"
    private let bench = WatchBench()

    @Test("a change is used when two looks in a row saw it, as one, and not before")
    func change() async throws {
        let watch = try await bench.watch()
        write(Self.start + "policy: {min_remaining: 60s}\nlimits: {mine: {key: account, count: 3, window: 1m}}\n")
        #expect(await watch.look() == .milliseconds(100))
        #expect(bench.exchanged.all.isEmpty)
        #expect(await watch.look() == .seconds(1))
        #expect(await watch.look() == .seconds(1))
        let settings = try #require(bench.exchanged.all.first).settings
        #expect(bench.exchanged.all.count == 1)
        #expect(settings.rules.life.minimumRemaining == .seconds(60))
        #expect(settings.rules.limits.map(\.name) == ["mine"])
        #expect(watch.provision.settings.rules.limits.map(\.name) == ["mine"])
        #expect(try bench.total("done") == 1)
        #expect(bench.messages == ["changed settings are used from now on"])
        #expect(
            bench.logged("changed") == ["limits.mine.count, limits.mine.key, limits.mine.window, policy.min_remaining"])
    }

    @Test(
        "what cannot be used is refused once with a start's own words, and the last good settings stay",
        arguments: [
            ("worker: [", "this is not YAML"), ("policy: {min_remaning: 60s}", "policy.min_remaning"),
            ("sms.by_region: {BE: {gateways: [nobody]}}", "nobody.yaml"), ("mail.relays: [\"ftp://x\"]", "mail.relays"),
            ("amqp: {url: \"amqp://rabbit.example\"}", "amqp.url"),
            ("brand.name: Caren is de naam van een heel lang portaal", "brand.name"),
            ("brand.name: \"Caren, het portaal voor alle zorg samen\"", "nl/"),
        ])
    func refusal(mistake: String, finding: String) async throws {
        let watch = try await bench.watch()
        write(Self.start + mistake + "\n")
        for _ in 1...4 { _ = await watch.look() }
        #expect(bench.exchanged.all.count == 0)
        #expect(bench.messages.first == "changed settings are refused, the last good ones stay")
        #expect(bench.logged("finding").contains { $0.contains(finding) }, "\(bench.logged("finding"))")
        #expect(try bench.total("refused") == 1)
        #expect(try bench.isRefusing)

        write(Self.start + "policy: {fallback: true}\n")
        for _ in 1...2 { _ = await watch.look() }
        #expect(bench.exchanged.all.map(\.settings.rules.fallback) == [true])
        #expect(try bench.isRefusing == false)
    }

    @Test("settings that were refused for the texts are tried again when the texts change")
    func togetherWithTexts() async throws {
        let templates = bench.place.path("templates")
        try FileManager.default.copyItem(atPath: SettingsSample.repository + "/templates", toPath: templates)
        let watch = try await bench.watch(templates: templates)
        let text = bench.place.read("templates/nl/login_code/sms.txt")
        bench.place.write("{{nothing}}", to: "templates/nl/login_code/sms.txt")
        write(Self.start + "policy: {fallback: true}\n")
        for _ in 1...2 { _ = await watch.look() }
        #expect(try bench.isRefusing)
        bench.place.write(text, to: "templates/nl/login_code/sms.txt")
        for _ in 1...2 { _ = await watch.look() }
        #expect(bench.exchanged.all.map(\.settings.rules.fallback) == [true])
    }

    @Test("texts of another folder are judged before they are used, and watched from then on")
    func folder() async throws {
        let templates = bench.place.path("templates")
        try FileManager.default.copyItem(atPath: SettingsSample.repository + "/templates", toPath: templates)
        let shipped = SettingsSample.repository + "/templates"
        let watch = try await bench.watch(Self.start + "templates: {path: \(shipped)}\n", templates: nil)
        write(Self.start + "templates: {path: \(templates)}\n")
        for _ in 1...4 { _ = await watch.look() }
        #expect(bench.exchanged.all.map(\.settings.texts.templates) == [templates])
        bench.place.write("{{nothing}}", to: "templates/nl/login_code/sms.txt")
        for _ in 1...2 { _ = await watch.look() }
        #expect(bench.messages.contains("changed texts are refused, the last good ones stay"))
    }

    @Test("who asks is answered also when nothing has changed")
    func unchanged() async throws {
        let watch = try await bench.watch()
        await watch.ask()
        #expect(await watch.look() == .seconds(1))
        #expect(bench.messages == ["the settings were read anew, and are as they were"])
        #expect(try bench.total("unchanged") == 1)
        #expect(try bench.total("done") == 0)
        _ = await watch.look()
        #expect(try bench.total("unchanged") == 1)
    }

    @Test("a secret in a file is read anew when it changes")
    func secret() async throws {
        let keys = ["one", "two"].map { id in "\(id):\(String(repeating: "A", count: 43))" }
        bench.place.write(keys[0], to: "keys")
        let watch = try await bench.watch(environment: ["CODEBODE_SEAL_KEYS_FILE": bench.place.path("keys")])
        bench.place.write(keys.joined(separator: "\n"), to: "keys")
        for _ in 1...2 { _ = await watch.look() }
        #expect(watch.provision.settings.seal.ring.keys.map(\.id) == ["one", "two"])
        #expect(bench.logged("changed") == ["CODEBODE_SEAL_KEYS"])
    }

    @Test("a gateway that stays the same goes on as it was, one that changes is another way")
    func gateways() async throws {
        let sandbox = try String(
            contentsOfFile: SettingsSample.repository + "/config/gateways/sandbox.yaml", encoding: .utf8)
        try FileManager.default.createDirectory(
            atPath: bench.place.path("gateways"), withIntermediateDirectories: false)
        for name in ["a", "b"] { bench.place.write(sandbox, to: "gateways/\(name).yaml") }
        let yaml = SettingsSample.minimal + "sms: {gateways: [a, b]}\n"
        let watch = try await bench.watch(yaml)
        #expect(editions(watch) == ["127.0.0.1": 0, "a": 0, "b": 0])
        bench.place.write(sandbox + "# other\n", to: "gateways/b.yaml")
        for _ in 1...2 { _ = await watch.look() }
        #expect(editions(watch) == ["127.0.0.1": 0, "a": 0, "b": 1])
        #expect(bench.logged("changed") == ["gateways/b.yaml"])
        write(yaml + "gateways: {a: {url: \"http://127.0.0.1:9\"}}\nmail.relays: [\"smtp://127.0.0.1:9?tls=none\"]\n")
        for _ in 1...2 { _ = await watch.look() }
        #expect(editions(watch) == ["127.0.0.1": 2, "a": 2, "b": 1])
    }

    @Test("a mounted volume's new version is followed, with all that lies in it")
    func mounted() async throws {
        let files = FileManager.default
        for version in ["one", "two"] {
            try files.createDirectory(
                atPath: bench.place.path("config/..\(version)/gateways"), withIntermediateDirectories: true)
            bench.place.write(Self.start + "sms.sender: \(version)\n", to: "config/..\(version)/codebode.yaml")
            bench.place.write("url: \(version)\n", to: "config/..\(version)/gateways/acme.yaml")
        }
        try files.createSymbolicLink(atPath: bench.place.path("config/..data"), withDestinationPath: "..one")
        for name in ["codebode.yaml", "gateways"] {
            try files.createSymbolicLink(
                atPath: bench.place.path("config/\(name)"), withDestinationPath: "..data/\(name)")
        }
        let path = bench.place.path("config/codebode.yaml")
        let before = SettingsFiles(path: path, environment: [:])
        #expect(before.text?.revealed.contains("one") == true)
        #expect(before.gateways["acme"] == "url: one\n")
        try files.createSymbolicLink(atPath: bench.place.path("config/..tmp"), withDestinationPath: "..two")
        #expect(rename(bench.place.path("config/..tmp"), bench.place.path("config/..data")) == 0)
        let after = SettingsFiles(path: path, environment: [:])
        #expect(after != before)
        #expect(after.text?.revealed.contains("two") == true)
        #expect(after.gateways["acme"] == "url: two\n")
    }

    private func write(_ yaml: String) { bench.place.write(yaml, to: "codebode.yaml") }

    private func editions(_ watch: SettingsWatch) -> [String: Int] {
        let all = watch.provision.terms.routes.all.map { ($0.name, $0.edition) }
        return Dictionary(all) { first, _ in first }
    }
}
