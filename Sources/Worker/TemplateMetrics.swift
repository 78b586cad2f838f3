package import Metrics

/// What became of changed texts; each handle made once.
package struct TemplateMetrics: Sendable {
    private let taken: Counter
    private let refused: Counter
    private let isRefusing: Gauge

    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        let counter = { (result: String) in
            Counter(label: "codebode_template_changes_total", dimensions: [("result", result)], factory: factory)
        }
        taken = counter("taken")
        refused = counter("refused")
        isRefusing = Gauge(label: "codebode_templates_refused", factory: factory)
        isRefusing.record(0)
    }

    package func countTaken() {
        taken.increment()
        isRefusing.record(0)
    }

    /// 1 for as long as what is in the folder is not what is sent.
    package func countRefused() {
        refused.increment()
        isRefusing.record(1)
    }
}
