import Admission
import Testing

@testable import codebode

@Suite("Rules against toll fraud in the configuration")
struct FraudSettingsTests {
    private func rules(_ yaml: String) async throws -> AdmissionRules {
        try await SettingsSample.read(SettingsSample.minimal + yaml).rules
    }

    @Test("both record until told otherwise")
    func standard() async throws {
        let rules = try await rules("")
        #expect(
            rules.neighbours
                == NeighbourRule(name: "neighbours", count: 10, window: .seconds(3_600), mode: .record))
        #expect(rules.unverified == UnverifiedRule(name: "unverified", hourFloor: 3, dayFloor: 20, mode: .record))
    }

    @Test("every value is taken")
    func values() async throws {
        let rules = try await rules(
            """
            fraud:
              neighbours: {mode: enforce, count: 5, window: 2h}
              unverified: {mode: enforce, per_hour: 7, per_day: 40}
            """)
        #expect(
            rules.neighbours
                == NeighbourRule(name: "neighbours", count: 5, window: .seconds(7_200), mode: .enforce))
        #expect(rules.unverified == UnverifiedRule(name: "unverified", hourFloor: 7, dayFloor: 40, mode: .enforce))
    }

    @Test(
        "a rule that is off is not there, also without quotes, which YAML takes for no", arguments: ["off", "\"off\""])
    func off(word: String) async throws {
        let rules = try await rules("fraud: {neighbours: {mode: \(word)}, unverified: {mode: \(word)}}")
        #expect(rules.neighbours == nil)
        #expect(rules.unverified == nil)
    }

    @Test("variables stand above the file")
    func environment() async throws {
        let settings = try await SettingsSample.read(environment: [
            "CODEBODE_FRAUD_NEIGHBOURS_MODE": "enforce", "CODEBODE_FRAUD_UNVERIFIED_PER_DAY": "50",
        ])
        #expect(settings.rules.neighbours?.mode == .enforce)
        #expect(settings.rules.unverified?.dayFloor == 50)
    }

    @Test(
        "a bad value is named with its line",
        arguments: [
            ("neighbours: {mode: maybe}", "FILE:4: fraud.neighbours.mode: one of record, enforce, off is expected"),
            ("neighbours: {count: 0}", "FILE:4: fraud.neighbours.count: a whole number from 1 to 99 is expected"),
            ("neighbours: {count: 100}", "FILE:4: fraud.neighbours.count: a whole number from 1 to 99 is expected"),
            ("neighbours: {window: 0s}", "FILE:4: fraud.neighbours.window: a duration is expected, such as 30s"),
            ("neighbours: {window: -1h}", "FILE:4: fraud.neighbours.window: a duration is expected, such as 30s"),
            ("unverified: {per_hour: 0}", "FILE:4: fraud.unverified.per_hour: a whole number from 1 to 1000000"),
            ("unverified: {per_day: many}", "FILE:4: fraud.unverified.per_day: a whole number from 1 to 1000000"),
            (
                "neighbors: {mode: record}",
                "FILE:4: there is no key fraud.neighbors.mode; did you mean fraud.neighbours.mode?"
            ),
            (
                "unverified: {pr_hour: 3}",
                "FILE:4: there is no key fraud.unverified.pr_hour; did you mean fraud.unverified.per_hour?"
            ),
        ])
    func bad(yaml: String, finding: String) async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + "fraud:\n  \(yaml)\n")
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix(finding) == true, "\(findings)")
    }
}
