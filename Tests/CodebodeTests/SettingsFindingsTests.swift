import Testing

@testable import codebode

@Suite("What is wrong with a configuration")
struct SettingsFindingsTests {
    @Test("a key that does not exist is named with its line")
    func unknownKey() async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + "worker:\n  threads: 4\n")
        #expect(findings == ["FILE:4: there is no key worker.threads"])
    }

    @Test(
        "what may have been meant is said",
        arguments: [
            ("sms: {from: Caren}", "sms.from", "mail.from"),
            ("worker: {Concurrency: 4}", "worker.Concurrency", "worker.concurrency"),
            ("policy: {clock-skew: 30s}", "policy.clock-skew", "policy.clock_skew"),
            ("limits: {mine: {window: 30s, counts: 5}}", "limits.mine.counts", "count"),
            ("limits: {mine: {window: 30s, colour: red}}", "limits.mine.colour", nil),
        ])
    func hint(yaml: String, key: String, meant: String?) async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + yaml)
        let hint = meant.map { "; did you mean \($0)?" } ?? ""
        #expect(findings.first == "FILE:3: there is no key \(key)\(hint)")
    }

    @Test("one start shows every mistake")
    func several() async {
        let yaml = """
            mail:
              from: nobody
            brand:
              domain: localhost
            worker:
              concurrency: many
              threads: 4
            """
        let findings = await SettingsSample.findings(
            yaml, environment: ["CODEBODE_WORKER_THREADS": "4", "CODEBODE_MAIL_CONNECTIONS": "0"])
        #expect(
            findings.sorted() == [
                "FILE:2: mail.from: one e-mail address is expected, such as noreply@caren.example",
                "FILE:4: brand.domain: a host name is expected, such as caren.example",
                "FILE:6: worker.concurrency: a whole number from 1 to 2000 is expected",
                "FILE:7: there is no key worker.threads",
                "environment CODEBODE_MAIL_CONNECTIONS: mail.connections: a whole number from 1 to 64 is expected",
                "environment CODEBODE_WORKER_THREADS: there is no such key",
            ])
    }

    @Test("workers that share a Redis are told that they need one key")
    func sharedKey() async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + "store: {url: \"redis://localhost\"}")
        #expect(
            findings == [
                "FILE: store.hash_key: workers that share a Redis need one key: 64 hex digits (openssl rand -hex 32)"
            ])
    }

    @Test(
        "a bad value is named with its place and what is expected",
        arguments: [
            ("amqp: {management: \"broker:15671\"}", "amqp.management: https://USER:PASSWORD@HOST:PORT is expected"),
            ("amqp: {management: \"https://broker:15671\"}", "amqp.management: https://USER:PASSWORD@HOST:PORT"),
            ("amqp: {management: \"http://a:b@broker:15672\"}", "amqp.management: http:// to another machine"),
            ("store: {url: \"postgres://localhost\"}", "store.url: sqlite:PATH is expected"),
            ("store: {url: \"redis://:geheim@redis.example\"}", "store.url: a password for Redis would cross"),
            ("store: {hash_key: abc}", "store.hash_key: 64 hex digits are expected"),
            ("store: {hash_key: \(String(repeating: "+f", count: 32))}", "store.hash_key: 64 hex digits are expected"),
            ("worker: {queues: [letters]}", "worker.queues: there is no queue letters; known are send_code,"),
            ("worker: {queues: []}", "worker.queues: at least one of send_code,"),
            ("worker: {concurrency: 2001}", "worker.concurrency: a whole number from 1 to 2000 is expected"),
            ("worker: {concurrency: [4, 5]}", "worker.concurrency: a whole number from 1 to 2000 is expected"),
            ("policy: {min_remaining: 30}", "policy.min_remaining: a duration is expected, such as 30s"),
            ("policy: {max_lifetime: {code: 0s}}", "policy.max_lifetime.code: a duration is expected"),
            ("policy: {on_unknown: {send_code: keep}}", "policy.on_unknown.send_code: one of resend, drop is expected"),
            ("sms: {sender: Zorgportaal Caren}", "sms.sender: at most 11 letters"),
            ("policy: {fallback: 1}", "policy.fallback: true or false is expected"),
            ("sms: {gateways: [a, a]}", "sms.gateways: a gateway stands here twice"),
            ("sms: {by_region: {BE: {sender: Zorgportaal Caren}}}", "sms.by_region.BE.sender: at most 11 letters"),
            ("sms: {by_region: {BE: {gateway: a}}}", "there is no key sms.by_region.BE.gateway"),
            ("sms: {by_region: {belgium: {sender: Caren}}}", "there is no key sms.by_region.belgium.sender"),
            ("sms: {gateways: [../sandbox]}", "sms.gateways: a gateway's name is made of a-z, 0-9, - and _"),
            ("probe: {phone: 0900}", "probe.phone: a telephone number is expected"),
            ("probe: {phone: \"+33612345678\"}", "probe.phone: its country, FR, is not one of sms.regions"),
            ("probe: {email: codes}", "probe.email: an address is expected"),
            ("probe: {interval: 30s}", "probe.interval: a duration is expected"),
            ("sms: {regions: [nl]}", "sms.regions: nl is no country code"),
            ("links: {hosts: [127.0.0.1]}", "links.hosts: 127.0.0.1 is no host name"),
            ("log: {level: loud}", "log.level: one of trace, debug, info"),
            ("log: {format: xml}", "log.format: one of json, text is expected"),
        ])
    func badValue(yaml: String, finding: String) async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + yaml)
        #expect(findings.count == 1)
        #expect(findings.first?.hasPrefix("FILE:3: \(finding)") == true, "\(findings)")
    }

    @Test("what no configuration can do without is asked for by both its names")
    func required() async {
        let findings = await SettingsSample.findings("log: {level: info}")
        #expect(
            findings == [
                "FILE: brand.domain: this key needs a value, such as caren.example (or set CODEBODE_BRAND_DOMAIN)",
                "FILE: mail.from: this key needs a value, such as noreply@caren.example (or set CODEBODE_MAIL_FROM)",
            ])
    }

    @Test("an empty value is no value")
    func empty() async throws {
        let yaml = SettingsSample.minimal + "worker: {concurrency: , queues: }\nlinks: {hosts: }\nlog: {level: \"\"}"
        let settings = try await SettingsSample.read(yaml)
        #expect(settings.values == (try await SettingsSample.read()).values)
        let findings = await SettingsSample.findings("mail: {from: }\nbrand: {domain: caren.example}")
        #expect(findings.first?.hasPrefix("FILE:1: mail.from: this key needs a value") == true)
    }

    @Test("a section whose keys are all commented out is as good as none")
    func emptySection() async throws {
        let settings = try await SettingsSample.read(SettingsSample.minimal + "amqp:\n  # url:\nlinks: {}\npolicy:\n")
        #expect(settings.values == (try await SettingsSample.read()).values)
        #expect(
            await SettingsSample.findings(SettingsSample.minimal + "amqp: x\nlinks: [a]\nposts:\n") == [
                "FILE:3: there is no key amqp", "FILE:4: there is no key links", "FILE:5: there is no key posts",
            ])
    }

    @Test("what is not YAML is refused with its line, and without the line's text, which may hold a secret")
    func notYAML() async {
        let yaml = SettingsSample.minimal + "amqp: {url: amqp://guest:p4ssw: rd@broker\n"
        let findings = await SettingsSample.findings(yaml)
        #expect(findings.count == 1)
        #expect(findings.first?.contains("FILE:") == true)
        #expect(findings.first?.contains("this is not YAML") == true)
        #expect(findings.first?.contains("p4ssw") == false, "\(findings)")
    }

    @Test("a key that stands twice is refused by name")
    func twice() async {
        let findings = await SettingsSample.findings(SettingsSample.minimal + "log: {level: info}\nlog: {format: json}")
        #expect(findings.count == 1)
        #expect(findings.first?.contains("log") == true)
    }

    @Test("a file that holds no keys is refused", arguments: ["", "# nothing\n", "- a\n", "text"])
    func noMapping(yaml: String) async {
        #expect(await SettingsSample.findings(yaml) == ["FILE: a mapping of keys to values is expected"])
    }

    @Test("a file that is not there is refused")
    func missingFile() async {
        await #expect(
            throws: SettingsError(
                findings: ["/nowhere/codebode.yaml: the file cannot be read; --config names another one"])
        ) {
            _ = try await Settings.read("/nowhere/codebode.yaml", environment: [:])
        }
    }
}
