import Admission
import Testing

@testable import codebode

@Suite("Limits have names")
struct LimitSettingsTests {
    private let mine = """
        limits:
          zebra: {key: account, count: 3, window: 1h}
          ant: {key: region, count: 9, window: 5m}

        """

    @Test("a file that names limits replaces the standard ones, in its own order")
    func replaced() async throws {
        let settings = try await SettingsSample.read(SettingsSample.minimal + mine)
        #expect(
            settings.rules.limits == [
                Limit(name: "zebra", key: .account, count: 3, window: .seconds(3_600)),
                Limit(name: "ant", key: .region, count: 9, window: .seconds(300)),
            ])
    }

    @Test("limits on one line keep their order")
    func oneLine() async throws {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
        let body = names.map { "\($0): {key: account, count: 1, window: 1s}" }.joined(separator: ", ")
        let settings = try await SettingsSample.read(SettingsSample.minimal + "limits: {\(body)}")
        #expect(settings.rules.limits.map(\.name) == names)
    }

    @Test("without a name the standard limits are in force", arguments: ["", "limits:\n", "limits: {}\n"])
    func standard(yaml: String) async throws {
        let settings = try await SettingsSample.read(SettingsSample.minimal + yaml)
        #expect(settings.rules.limits == Limit.standard)
    }

    @Test("a variable changes a limit of the file")
    func changed() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + mine, environment: ["CODEBODE_LIMITS_ZEBRA_COUNT": "5"])
        #expect(settings.rules.limits.map(\.count) == [5, 9])
    }

    @Test("variables alone make a limit")
    func made() async throws {
        let settings = try await SettingsSample.read(environment: [
            "CODEBODE_LIMITS_MY_KEY_KEY": "recipient", "CODEBODE_LIMITS_MY_KEY_COUNT": "2",
            "CODEBODE_LIMITS_MY_KEY_WINDOW": "1m",
        ])
        #expect(
            settings.rules.limits == [Limit(name: "my_key", key: .recipient, count: 2, window: .seconds(60))])
    }

    @Test("a limit that a variable gives in part is never passed over in silence")
    func incomplete() async {
        let findings = await SettingsSample.findings(
            SettingsSample.minimal, environment: ["CODEBODE_LIMITS_RECIPIENT_DAY_COUNT": "50"])
        #expect(
            findings == [
                "FILE: limits.recipient_day.key: the key is missing",
                "FILE: limits.recipient_day.window: the key is missing",
            ])
    }

    @Test(
        "a bad limit is named with its line",
        arguments: [
            ("a: {count: 1, window: 1s}", "FILE: limits.a.key: the key is missing"),
            ("a: {key: postcode, count: 1, window: 1s}", "FILE:4: limits.a.key: one of recipient, account, region"),
            ("a: {key: account, count: 0, window: 1s}", "FILE:4: limits.a.count: a whole number from 1 to 1000000"),
            ("a: {key: account, count: 1, window: soon}", "FILE:4: limits.a.window: a duration is expected"),
            ("A-b: {key: account, count: 1, window: 1s}", "FILE:4: limits.A-b.key: a limit's name is made of"),
            ("a: 5", "FILE:4: there is no key limits.a"),
        ])
    func bad(yaml: String, finding: String) async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + "limits:\n  \(yaml)\n")
        #expect(findings.first?.hasPrefix(finding) == true, "\(findings)")
    }
}
