import Foundation
import InMemoryLogging
import Jobs
import Logging
import Messages
import MetricsTestKit
import TestSupport
import Testing
import Worker

@testable import codebode

@Suite("Texts that change while a worker runs")
struct TextReloadTests {
    private let bench = WatchBench()
    private var place: TemporaryFolder { bench.place }
    private var metrics: TestMetrics { bench.metrics }
    private var log: InMemoryLogHandler { bench.log }

    init() throws {
        try copyShipped(to: "templates")
    }

    @Test("a change is used when two looks in a row saw it, and not before")
    func change() async throws {
        let watch = try await watch()
        try write("Je code is {{code}}.\n\n@{{brand_domain}} #{{code}}", to: "templates")
        #expect(await watch.look() == .milliseconds(100))
        #expect(try text(watch).hasPrefix("123456 is je inlogcode"))
        #expect(await watch.look() == .seconds(1))
        #expect(try text(watch).hasPrefix("Je code is 123456."))
        #expect(await watch.look() == .seconds(1))
        #expect(try metrics.expectCounter("codebode_template_changes_total", [("result", "taken")]).totalValue == 1)
        #expect(log.entries.map(\.message) == ["changed texts are used from now on"])
    }

    @Test("texts that break a rule are refused once, with what is wrong, and the last good ones stay")
    func refusal() async throws {
        let watch = try await watch()
        try write("Je code is {{cod}}.\n\n@{{brand_domain}} #{{code}}", to: "templates")
        for _ in 1...4 { _ = await watch.look() }
        #expect(try text(watch).hasPrefix("123456 is je inlogcode"))
        #expect(try metrics.expectCounter("codebode_template_changes_total", [("result", "refused")]).totalValue == 1)
        #expect(try metrics.expectMeter("codebode_templates_refused").lastValue == 1)
        let findings = log.entries.compactMap { $0.metadata["finding"] }
        #expect(
            findings.map { "\($0)".hasPrefix("nl/login_code/sms.txt:1:12: there is no value called cod") } == [true])

        try write("Code: {{code}}.\n\n@{{brand_domain}} #{{code}}", to: "templates")
        for _ in 1...2 { _ = await watch.look() }
        #expect(try text(watch).hasPrefix("Code: 123456."))
        #expect(try metrics.expectMeter("codebode_templates_refused").lastValue == 0)
    }

    @Test("a folder that is emptied or taken away changes nothing")
    func emptied() async throws {
        let watch = try await watch()
        try FileManager.default.removeItem(atPath: place.path("templates"))
        for _ in 1...2 { _ = await watch.look() }
        #expect(try text(watch).hasPrefix("123456 is je inlogcode"))
        #expect(try metrics.expectCounter("codebode_template_changes_total", [("result", "refused")]).totalValue == 1)
    }

    @Test("a folder behind a link, as Kubernetes mounts it, is followed to its new version")
    func mounted() async throws {
        let files = FileManager.default
        try files.moveItem(atPath: place.path("templates"), toPath: place.path("shipped"))
        try files.createDirectory(atPath: place.path("templates"), withIntermediateDirectories: false)
        try copyShipped(to: "templates/..one")
        try copyShipped(to: "templates/..two")
        try files.createSymbolicLink(atPath: place.path("templates/..data"), withDestinationPath: "..one")
        for name in try files.contentsOfDirectory(atPath: place.path("templates/..one")) {
            try files.createSymbolicLink(
                atPath: place.path("templates/\(name)"), withDestinationPath: "..data/\(name)")
        }
        let watch = try await watch()
        #expect(try text(watch).hasPrefix("123456 is je inlogcode"))
        try write("Code: {{code}}.\n\n@{{brand_domain}} #{{code}}", to: "templates/..two")
        try files.createSymbolicLink(atPath: place.path("templates/..data_tmp"), withDestinationPath: "..two")
        #expect(rename(place.path("templates/..data_tmp"), place.path("templates/..data")) == 0)
        try files.removeItem(atPath: place.path("templates/..one"))
        for _ in 1...2 { _ = await watch.look() }
        #expect(try text(watch).hasPrefix("Code: 123456."))
    }

    private func watch() async throws -> SettingsWatch {
        try await bench.watch(templates: place.path("templates"))
    }

    private func copyShipped(to name: String) throws {
        try FileManager.default.copyItem(
            atPath: SettingsSample.repository + "/templates", toPath: place.path(name))
    }

    private func write(_ text: String, to folder: String) throws {
        let file = URL(filePath: place.path(folder)).appending(path: "nl/login_code/sms.txt")
        try Data(text.utf8).write(to: file)
    }

    private func text(_ watch: SettingsWatch) throws -> String {
        let now = Timestamp(seconds: 1_790_000_000)
        let job = Job(
            id: try required(JobID("0123456789")), kind: .sendCode, account: "a", purpose: "login", issuedAt: now,
            expiresAt: now + .seconds(600),
            recipient: Recipient(phone: try PhoneNumber("0612345678"), email: nil, name: nil),
            channel: .sms, fallback: nil, locale: try required(LanguageTag("nl")),
            content: .loginCode(Secret("123456"), sequence: nil))
        return try watch.provision.terms.renderer.sms(for: job, at: now).revealed
    }
}
