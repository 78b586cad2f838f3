package import Metrics

/// What became of changed texts; each handle made once.
package struct TemplateMetrics: Sendable {
    private let taken: Counter
    private let refused: Counter
    private let isRefusing: Meter

    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        let make = MetricMaker(factory: factory)
        taken = make.counter("template_changes_total", ("result", "taken"))
        refused = make.counter("template_changes_total", ("result", "refused"))
        isRefusing = make.gauge("templates_refused")
        noteUsed()
    }

    package func countTaken() {
        taken.increment()
        noteUsed()
    }

    /// What is in the folder is what is sent.
    package func noteUsed() {
        isRefusing.set(0)
    }

    /// 1 for as long as what is in the folder is not what is sent.
    package func countRefused() {
        refused.increment()
        isRefusing.set(1)
    }
}
