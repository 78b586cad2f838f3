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

    @Test(
        "a limit counts what its key says, enforces, and does on a fault what is usual for its key",
        arguments: Limit.Key.allCases)
    func keys(key: Limit.Key) async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + "limits: {mine: {key: \(key.rawValue), count: 3, window: 1h}}")
        #expect(settings.rules.limits == [Limit(name: "mine", key: key, count: 3, window: .seconds(3_600))])
        #expect(settings.rules.limits.first?.mode == .enforce)
    }

    @Test("mode and what to do on a fault can be said", arguments: RuleMode.allCases, Limit.OnStoreFailure.allCases)
    func modes(mode: RuleMode, failure: Limit.OnStoreFailure) async throws {
        let fields = "mode: \(mode.rawValue), on_store_failure: \(failure.rawValue)"
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + "limits: {mine: {key: all, count: 3, window: 1h, \(fields)}}")
        #expect(settings.rules.limits.map(\.mode) == [mode])
        #expect(settings.rules.limits.map(\.onStoreFailure) == [failure])
    }

    @Test("variables set mode and what to do on a fault")
    func modeVariables() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + mine,
            environment: [
                "CODEBODE_LIMITS_ZEBRA_MODE": "record", "CODEBODE_LIMITS_ANT_ON_STORE_FAILURE": "open",
            ])
        #expect(settings.rules.limits.map(\.mode) == [.record, .enforce])
        #expect(settings.rules.limits.map(\.onStoreFailure) == [.open, .open])
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
            (
                "a: {key: account, count: 1000001, window: 1s}",
                "FILE:4: limits.a.count: a whole number from 1 to 1000000"
            ),
            ("a: {key: account, count: 1, window: 0s}", "FILE:4: limits.a.window: a duration is expected"),
            ("a: {key: account, count: 1, window: 1s, mode: off}", "FILE:4: limits.a.mode: one of enforce, record"),
            (
                "a: {key: account, count: 1, window: 1s, on_store_failure: shut}",
                "FILE:4: limits.a.on_store_failure: one of open, closed"
            ),
            (
                "a: {key: account, count: 1, window: 1s, on_store_failiure: open}",
                "FILE:4: there is no key limits.a.on_store_failiure; did you mean on_store_failure?"
            ),
            ("neighbours: {key: account, count: 1, window: 1s}", "FILE:4: limits.neighbours.key: fraud.neighbours has"),
            ("unverified: {key: account, count: 1, window: 1s}", "FILE:4: limits.unverified.key: fraud.unverified has"),
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
