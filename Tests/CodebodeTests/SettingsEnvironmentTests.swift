import Admission
import Jobs
import Logging
import TestSupport
import Testing

@testable import codebode

@Suite("Variables stand above the file")
struct SettingsEnvironmentTests {
    @Test("a variable wins over the key, and other programs' variables mean nothing")
    func above() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + "worker: {concurrency: 4}\nlog: {level: info}",
            environment: ["CODEBODE_WORKER_CONCURRENCY": "8", "PATH": "/bin", "WORKER_CONCURRENCY": "9"])
        #expect(settings.worker.concurrency == 8)
        #expect(settings.log.level == .info)
    }

    @Test("every key has a variable", arguments: SettingKey.all.map(\.name))
    func everyKey(key: String) {
        #expect(SettingKey.isKnown(variable: SettingKey.environmentName(key)))
    }

    @Test("the value at fault is sought where it stands")
    func place() async {
        let findings = await SettingsSample.findings(
            SettingsSample.minimal + "log: {level: info}", environment: ["CODEBODE_LOG_LEVEL": "loud"])
        #expect(findings.first?.hasPrefix("environment CODEBODE_LOG_LEVEL: log.level: one of") == true)
    }

    @Test(
        "a variable that means nothing stops the start",
        arguments: ["CODEBODE_AMQP_ULR", "CODEBODE_", "CODEBODE_MAIL_FROM_FILE", "CODEBODE_LIMITS_KEY"])
    func unknown(variable: String) async {
        let findings = await SettingsSample.findings(SettingsSample.minimal, environment: [variable: "x"])
        #expect(findings == ["environment \(variable): there is no such key"])
    }

    @Test("a list in a variable has commas, a list in the file may have them")
    func lists() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + "worker: {queues: \"send_code , confirm_phone\"}",
            environment: ["CODEBODE_SMS_REGIONS": "NL, BE,", "CODEBODE_LINKS_HOSTS": "a.example"])
        #expect(settings.destinations.regions == ["NL", "BE"])
        #expect(settings.destinations.linkHosts.map(\.text) == ["a.example"])
        #expect(settings.worker.kinds == [.sendCode, .confirmPhone])
    }

    @Test("one value may be written as a list where commas are meant")
    func brokers() async throws {
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + "amqp: {url: [\"amqp://a\", \"amqp://b\"]}")
        #expect(settings.amqp.url.revealed == "amqp://a,amqp://b")
    }

    @Test("an empty variable gives the default", arguments: SettingKey.all.map(\.name))
    func empty(key: String) async throws {
        let needed = ["mail.from", "brand.domain"]
        guard !needed.contains(key) else {
            let findings = await SettingsSample.findings(
                SettingsSample.minimal, environment: [SettingKey.environmentName(key): ""])
            #expect(findings.count == 1)
            return
        }
        let settings = try await SettingsSample.read(environment: [SettingKey.environmentName(key): ""])
        #expect(settings.values == (try await SettingsSample.read()).values)
    }

    @Test("a secret comes from a file, without the newline at its end", arguments: ["", "\n", "\r\n", "\n\n"])
    func secretFile(end: String) async throws {
        let folder = TemporaryFolder()
        folder.write("amqp://user:pass word@broker\(end)", to: "amqp")
        let settings = try await SettingsSample.read(
            SettingsSample.minimal + "amqp: {url: \"amqp://file\"}",
            environment: ["CODEBODE_AMQP_URL_FILE": folder.path("amqp")])
        #expect(settings.amqp.url.revealed == "amqp://user:pass word@broker")
    }

    @Test("a secret's file that is not there, or empty, stops the start")
    func badSecretFile() async {
        let folder = TemporaryFolder()
        folder.write("\n", to: "empty")
        #expect(
            await SettingsSample.findings(
                SettingsSample.minimal, environment: ["CODEBODE_AMQP_URL_FILE": folder.path("none")])
                == ["environment CODEBODE_AMQP_URL_FILE: the file cannot be read"])
        #expect(
            await SettingsSample.findings(
                SettingsSample.minimal, environment: ["CODEBODE_STORE_HASH_KEY_FILE": folder.path("empty")])
                == ["environment CODEBODE_STORE_HASH_KEY_FILE: the file is empty"])
    }

    @Test(
        "durations are numbers with a unit",
        arguments: [
            ("30s", 30), ("15m", 900), ("24h", 86_400), ("7d", 604_800), ("30", nil), ("s", nil), ("", nil),
            ("1.5h", nil), ("-1s", nil), ("1w", nil), ("1000001s", nil), ("99999999999999999999s", nil), ("٣s", nil),
        ])
    func durations(text: String, seconds: Int?) {
        #expect(Duration(setting: text) == seconds.map { .seconds($0) })
    }
}
