import Admission
import Cryptography
import TestSupport
import Testing

@testable import codebode

@Suite("Keys for sealed jobs")
struct SealSettingsTests {
    private static let (first, second) = (
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    )

    private func findings(_ yaml: String, environment: [String: String] = [:]) async -> [String] {
        await SettingsSample.findings(SettingsSample.minimal + yaml, environment: environment)
    }

    @Test("come as a list, as text with commas, and from a file with a key a line")
    func forms() async throws {
        let folder = TemporaryFolder()
        folder.write("new:\(Self.first)\nold:\(Self.second)\n", to: "keys")
        let all = [
            try await SettingsSample.read(
                SettingsSample.minimal + "seal: {keys: [\"new:\(Self.first)\", \"old:\(Self.second)\"]}"),
            try await SettingsSample.read(
                environment: ["CODEBODE_SEAL_KEYS": "new:\(Self.first), old:\(Self.second)"]),
            try await SettingsSample.read(environment: ["CODEBODE_SEAL_KEYS_FILE": folder.path("keys")]),
        ]
        for settings in all {
            #expect(settings.seal.ring.keys.map(\.id) == ["new", "old"])
            #expect(settings.seal.ring.keys.map(\.revealed) == ["new:\(Self.first)", "old:\(Self.first)"])
            #expect(!settings.seal.isRequired)
        }
        #expect(try await SettingsSample.read().seal.ring.keys.isEmpty)
    }

    @Test("one that is none is named by its id, with the line, and not shown")
    func unfit() async {
        #expect(
            await findings("seal:\n  keys: [\"new:geheim\"]") == [
                "FILE:4: seal.keys: the key new is not 32 bytes: 43 characters of base64url without padding, or 64 hex "
                    + "digits, are expected"
            ])
        let found = await findings("", environment: ["CODEBODE_SEAL_KEYS": "\(Self.first),a b:\(Self.first)"])
        #expect(found.count == 2)
        for finding in found {
            #expect(finding.hasPrefix("environment CODEBODE_SEAL_KEYS: seal.keys: "))
            #expect(!finding.contains(Self.first))
        }
    }

    @Test("two of one id stop the start")
    func duplicate() async {
        #expect(
            await findings("", environment: ["CODEBODE_SEAL_KEYS": "a:\(Self.first),a:\(Self.second)"]) == [
                "environment CODEBODE_SEAL_KEYS: seal.keys: two keys are called a; each needs an id of its own"
            ])
    }

    @Test("to require seals without a key stops the start")
    func requiredWithoutKey() async throws {
        #expect(
            await findings("seal: {required: true}") == [
                "FILE:3: seal.required: without a key in seal.keys no job at all would be taken"
            ])
        let yaml = SettingsSample.minimal + "seal: {required: true, keys: [\"a:\(Self.first)\"]}"
        #expect(try await SettingsSample.read(yaml).seal.isRequired)
    }

    @Test("`config check` shows their ids only")
    func facts() async throws {
        let settings = try await SettingsSample.read(
            environment: ["CODEBODE_SEAL_KEYS": "new:\(Self.first),old:\(Self.second)"])
        let facts = Dictionary(uniqueKeysWithValues: ConfigCommand.Check.facts(settings, relays: []))
        #expect(facts["seal.keys"] == "new, old")
        #expect(facts["seal.required"] == "false")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains(Self.first) && !dumped.contains(Self.second))
    }

    @Test("a backend may take no code after its step")
    func drift() async throws {
        #expect(try await SettingsSample.read().rules.life.totpDrift == .seconds(30))
        let none = try await SettingsSample.read(environment: ["CODEBODE_TOTP_DRIFT": "0s"])
        #expect(none.rules.life.totpDrift == .zero)
        #expect(await findings("totp: {drift: -1s}").count == 1)
    }
}
