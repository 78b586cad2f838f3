import CoreMetrics
import Synchronization

final class CounterCell: CounterHandler, FloatingPointCounterHandler, MetricCell {
    private let whole = Atomic<Int64>(0)
    private let broken = AtomicDouble()

    func increment(by amount: Int64) {
        if amount > 0 { whole.wrappingAdd(amount, ordering: .relaxed) }
    }

    func increment(by amount: Double) {
        if amount > 0 { broken.add(amount) }
    }

    /// A counter that falls looks like a restart.
    func reset() {}

    var reading: Double { Double(whole.load(ordering: .relaxed)) + broken.value }

    func write(_ name: String, _ labels: SeriesLabels, to page: inout MetricPage) {
        page.sample(name, labels, reading)
    }
}
