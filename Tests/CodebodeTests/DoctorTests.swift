import AMQP
import Foundation
import Jobs
import Testing

@testable import codebode

struct DoctorTests {
    private static let now = Timestamp(microseconds: 1_796_000_000_000_000)

    private static func examination(
        _ name: String, needs: [String] = [], limit: Duration? = nil, sees observations: Observation...
    ) -> Examination {
        Examination(name: name, category: .machine, question: "?", needs: needs, limit: limit) { _ in observations }
    }

    private static func observations(
        of examinations: [Examination], _ settings: Result<Settings, SettingsError>? = nil
    ) async throws -> [String: [Observation]] {
        let sample = try await SettingsSample.read()
        var seen: [String: [Observation]] = [:]
        await Doctor(examinations: examinations).examine(settings ?? .success(sample)) {
            seen[$0.examination.name] = $0.observations
        }
        return seen
    }

    @Test("what rests on nothing well is not looked at")
    func ground() async throws {
        let seen = try await Self.observations(of: [
            Self.examination("a", sees: .error("down", "up")),
            Self.examination("b", needs: ["a"], sees: .well("never")),
            Self.examination("c", needs: ["b"], sees: .well("never")), Self.examination("d", sees: .well("by itself")),
        ])
        #expect(seen["b"] == [.skipped(for: "a is not well")])
        #expect(seen["c"] == [.skipped(for: "b is not well")])
        #expect(seen["d"] == [.well("by itself")])
    }

    @Test("one of several that is well is ground enough, and so is a warning")
    func partlyGround() async throws {
        let seen = try await Self.observations(of: [
            Self.examination("a", sees: .error("down", "up"), .warning("old", "renew")),
            Self.examination("b", needs: ["a"], sees: .well("seen")),
        ])
        #expect(seen["b"] == [.well("seen")])
    }

    @Test("each mistake in the configuration is a line, and nothing else is looked at")
    func mistakes() async throws {
        let seen = try await Self.observations(
            of: [
                Self.examination("a", sees: .well("never")), Self.examination("b", needs: ["a"], sees: .well("never")),
            ],
            .failure(SettingsError(findings: ["one", "two"])))
        #expect(seen["a"]?.map(\.what) == ["one", "two"])
        #expect(seen["b"] == [.skipped(for: "a is not well")])
    }

    @Test("who does not answer is not waited for")
    func deaf() async throws {
        let settings = try await SettingsSample.read()
        let deaf = Examination(name: "a", category: .machine, question: "?", limit: .milliseconds(1)) { _ in
            try? await Task.sleep(for: .seconds(3_600))
            return [.well("never")]
        }
        #expect(await deaf.observe(settings).map(\.grade) == [.error])
    }

    @Test("names and categories choose what they rest on as well")
    func chosen() {
        func names(_ chosen: String...) -> [String] { [Examination].all.chosen(by: chosen).map(\.name) }
        #expect(names("queues") == ["settings", "broker", "queues"])
        #expect(names("ways") == ["settings", "gateways", "relays"])
        #expect(names() == [Examination].all.map(\.name))
    }

    @Test("every examination comes after those that it needs")
    func order() {
        var earlier: Set<String> = []
        for examination in [Examination].all {
            #expect(earlier.isSuperset(of: examination.needs), "\(examination.name)")
            #expect(earlier.insert(examination.name).inserted)
        }
    }

    @Test("every examination has its place in the manual")
    func manual() throws {
        let manual = try String(contentsOfFile: "\(SettingsSample.repository)/docs/operations.md", encoding: .utf8)
        for examination in [Examination].all {
            #expect(manual.contains("\n### doctor: \(examination.name)\n"), "\(examination.name)")
        }
    }

    @Test(
        "a clock is wrong by no more than question and answer prove",

        arguments: [
            (0.0, .well), (1.9, .well), (2.9, .well), (3.1, .warning), (-3.1, .warning), (30.9, .warning),
            (31.1, .error),
            (-40, .error),
        ] as [(Double, Observation.Grade)])
    func clock(ahead: Double, grade: Observation.Grade) {
        let ours = Self.now + .seconds(ahead)
        // The other clock says a whole second, and is asked for 200 ms.
        let skew = ClockSkew(
            told: Self.now, grain: ahead > 0 ? .seconds(1) : .zero, asked: ours, answered: ours + .milliseconds(100))
        #expect(skew.observation(by: "x").grade == grade, "\(skew)")
    }

    @Test(
        "a certificate is to be renewed three weeks before its end",
        arguments: [(90, .well), (22, .well), (20, .warning), (0, .warning)] as [(Int, Observation.Grade)])
    func certificate(days: Int, grade: Observation.Grade) {
        let end = Int(Self.now.microseconds / 1_000_000) + days * 86_400
        #expect(Observation.reached("x", certificateEnd: end, at: Self.now).grade == grade)
    }

    @Test("a server without certificate is well")
    func plain() {
        #expect(Observation.reached("x", certificateEnd: nil, at: Self.now) == .well("x"))
    }

    @Test(
        "space is short before it is gone",

        arguments: [(0, .error), (99, .error), (101, .warning), (1_023, .warning), (1_025, .well)]
            as [(UInt64, Observation.Grade)])
    func space(mebibytes: UInt64, grade: Observation.Grade) {
        #expect(StoreExamination.space(free: mebibytes << 20, in: "/x").grade == grade)
    }

    @Test("how many files may be needed follows the concurrency")
    func openFiles() {
        #expect(MachineExamination.files(allowed: 324, concurrency: 200, mailConnections: 8).grade == .well)
        #expect(MachineExamination.files(allowed: 323, concurrency: 200, mailConnections: 8).grade == .warning)
    }

    @Test("only files that everybody may read are named")
    func openSecrets() {
        let modes = ["/a": 0o600, "/b": 0o640, "/c": 0o644]
        let seen = SecretExamination.observations(of: ["/a", "/b", "/c"]) { modes[$0] }
        #expect(seen == [.warning("others may read /c (mode 644)", "chmod o= /c, once its group is the worker's")])
        #expect(SecretExamination.observations(of: ["/a"]) { modes[$0] }.map(\.grade) == [.well])
    }

    @Test("files of secrets are those that variables of secrets name")
    func secretFiles() async throws {
        let files = SecretExamination.files(
            of: try await SettingsSample.read(),
            environment: ["CODEBODE_AMQP_URL_FILE": "/run/amqp", "CODEBODE_AMQP_CA_FILE": "/ca.pem", "X_FILE": "/x"])
        #expect(files.contains("/run/amqp"))
        #expect(!files.contains("/ca.pem") && !files.contains("/x"))
    }

    @Test(
        "the configuration is such a file where a secret stands in it, and a relay's token has one",
        arguments: [
            ("amqp.url: \"amqp://guest:guest@127.0.0.1\"\nstore.url: \"sqlite:var/codebode.db\"", nil),
            ("mail.relays: \"smtp://127.0.0.1:2525?tls=none\"", nil),
            ("gateways: {sandbox: {url: \"https://sandbox.example\"}}", nil),
            ("gateways: {sandbox: {token: geheim}}", "codebode.yaml"),
            ("amqp.url: \"amqps://codebode:geheim@broker.example\"", "codebode.yaml"),
            ("store.hash_key: \(String(repeating: "5a", count: 32))", "codebode.yaml"),
            ("mail.relays: \"smtp://a:geheim@relay.example\"", "codebode.yaml"),
            ("mail.relays: \"smtp://a@relay.example?auth=xoauth2&token_file=/run/token\"", "token"),
        ])
    func secretsInTheConfiguration(yaml: String, file: String?) async throws {
        let files = SecretExamination.files(
            of: try await SettingsSample.read(SettingsSample.minimal + yaml), environment: [:])
        let names = files.map { $0.split(separator: "/").last.map(String.init) ?? "" }
        #expect(names.filter { ["codebode.yaml", "token"].contains($0) } == [file].compactMap(\.self))
    }

    @Test("queues that differ are named, in the broker's words")
    func queues() {
        let seen = QueueExamination.judge([.missing("q"), .otherwise("r", "inequivalent arg 'x'"), .unseen("s")])
        #expect(seen.map(\.what) == ["q is missing", "r is not as it should be: inequivalent arg 'x'"])
        #expect(QueueExamination.judge([.unseen("s")]).map(\.grade) == [.well])
    }
}
