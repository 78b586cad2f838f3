import InMemoryLogging
import Logging
import Messages
import MetricsTestKit
import Synchronization
import TestSupport
import Worker

@testable import codebode

/// What was exchanged, in order.
final class Exchanged: Sendable {
    private let provisions = Mutex<[Provision]>([])

    var all: [Provision] { provisions.withLock { $0 } }

    func add(_ provision: Provision) {
        provisions.withLock { $0.append(provision) }
    }
}

/// Settings in a folder of their own, which a test changes, and whoever watches them.
struct WatchBench {
    let place = TemporaryFolder()
    let metrics = TestMetrics()
    let log = InMemoryLogHandler()
    /// What jobs were to be run by, one after the other.
    let exchanged = Exchanged()

    var file: String { place.path("codebode.yaml") }

    func watch(
        _ yaml: String = SettingsSample.minimal + "sms: {gateways: []}\n",
        templates: String? = SettingsSample.repository + "/templates", environment: [String: String] = [:]
    ) async throws -> SettingsWatch {
        place.write(yaml, to: "codebode.yaml")
        var environment = environment
        environment["CODEBODE_TEMPLATES_PATH"] = templates
        let settings = try await Settings.read(file, environment: environment)
        let logger = Logger(label: "test") { [log] _ in log }
        let texts = TemplateFolder(settings.texts.templates)
        return SettingsWatch(
            try Provision(settings, texts: texts, logger: logger), texts: texts, environment: environment,
            log: ReloadLog(
                settings: ReloadMetrics(factory: metrics), texts: TemplateMetrics(factory: metrics), logger: logger)
        ) { [exchanged] provision in exchanged.add(provision) }
    }

    func total(_ result: String) throws -> Int64 {
        try metrics.expectCounter("codebode_reload_total", [("result", result)]).totalValue
    }

    var isRefusing: Bool { get throws { try metrics.expectMeter("codebode_settings_refused").lastValue == 1 } }

    var messages: [String] { log.entries.map { "\($0.message)" } }

    /// Of all lines, one value each.
    func logged(_ key: String) -> [String] { log.entries.compactMap { $0.metadata[key].map { "\($0)" } } }
}
