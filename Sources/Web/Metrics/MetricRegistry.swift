package import CoreMetrics
import EventLoop

/// Keeps what swift-metrics counts, and writes the page that Prometheus reads.
///
/// 1. Knows each metric from the catalogue; another one, or one with other labels, is counted nowhere, and `onMistake`
///    hears of it. No mistake in a metric stops a worker.
/// 2. Gives out the same cell for the same labels.
/// 3. Writes families and series in one order, each once.
package final class MetricRegistry: MetricsFactory {
    private let catalogue: [String: MetricDescription]
    private let series = Locked<[String: [SeriesLabels: any MetricCell]]>([:])
    private let onMistake: @Sendable (String) -> Void

    package init(
        _ catalogue: [MetricDescription] = MetricCatalogue.all,
        onMistake: @escaping @Sendable (_ metric: String) -> Void
    ) {
        self.catalogue = Dictionary(catalogue.map { ($0.name, $0) }) { first, _ in first }
        self.onMistake = onMistake
    }

    package var page: String {
        let series = series.withLock { $0 }
        var page = MetricPage()
        for (name, cells) in series.sorted(by: { $0.key < $1.key }) {
            guard let metric = catalogue[name] else { continue }
            page.begin(metric)
            for (labels, cell) in cells.sorted(by: { $0.key < $1.key }) { cell.write(name, labels, to: &page) }
        }
        return page.text
    }

    /// What the counters or gauges of this name have come to, together.
    ///
    /// - Parameter labels: of the series that are meant; the others' values do not matter.
    package func sum(_ name: String, _ labels: (name: String, value: String)...) -> Double {
        let cells = series.withLock { $0[name] ?? [:] }
        return cells.reduce(0) { sum, cell in
            labels.allSatisfy { cell.key.holds($0.name, $0.value) } ? sum + cell.value.reading : sum
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    // A series stays until the process ends: one that vanishes looks like a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func counter(_ name: String, _ labels: [(String, String)]) -> CounterCell? {
        cell(name, labels) { kind in if case .counter = kind { CounterCell() } else { nil } }
    }

    private func gauge(_ name: String, _ labels: [(String, String)]) -> GaugeCell? {
        cell(name, labels) { kind in if case .gauge = kind { GaugeCell() } else { nil } }
    }

    private func histogram(_ name: String, _ labels: [(String, String)]) -> HistogramCell? {
        cell(name, labels) { kind in if case .histogram(let bounds) = kind { HistogramCell(bounds) } else { nil } }
    }

    /// - Parameter make: `nil` for a metric of another kind.
    private func cell<Cell: MetricCell>(
        _ name: String, _ labels: [(String, String)], _ make: (MetricDescription.Kind) -> Cell?
    ) -> Cell? {
        guard let metric = catalogue[name], metric.labels.sorted() == labels.map(\.0).sorted(),
            let new = make(metric.kind)
        else {
            onMistake(name)
            return nil
        }
        let key = SeriesLabels(labels.map { (name: $0.0, value: $0.1) })
        return series.withLock { series in
            if let old = series[name]?[key] as? Cell { return old }
            series[name, default: [:]][key] = new
            return new
        }
    }
}
