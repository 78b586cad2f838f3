import Jobs
import Metrics

/// What became of settings that were read anew; each handle made once.
struct ReloadMetrics: Sendable {
    private let done: Counter
    private let refused: Counter
    private let unchanged: Counter
    private let isRefusing: Meter
    private let timestamp: Meter

    init(factory: any MetricsFactory = MetricsSystem.factory) {
        func counter(_ result: String) -> Counter {
            Counter(label: "codebode_reload_total", dimensions: [("result", result)], factory: factory)
        }
        done = counter("done")
        refused = counter("refused")
        unchanged = counter("unchanged")
        isRefusing = Meter(label: "codebode_settings_refused", factory: factory)
        timestamp = Meter(label: "codebode_config_timestamp_seconds", factory: factory)
        noteRead()
    }

    func countDone() {
        done.increment()
        noteRead()
    }

    func countUnchanged() {
        unchanged.increment()
        noteRead()
    }

    /// 1 for as long as a start would fail.
    func countRefused() {
        refused.increment()
        isRefusing.set(1)
    }

    private func noteRead() {
        isRefusing.set(0)
        timestamp.set(Double(Timestamp.wallClock.microseconds) / 1_000_000)
    }
}
