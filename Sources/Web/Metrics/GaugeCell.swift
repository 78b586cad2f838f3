import CoreMetrics

final class GaugeCell: MeterHandler, RecorderHandler, MetricCell {
    private let value = AtomicDouble()

    func set(_ value: Int64) { self.value.set(Double(value)) }
    func set(_ value: Double) { self.value.set(value) }
    func record(_ value: Int64) { self.value.set(Double(value)) }
    func record(_ value: Double) { self.value.set(value) }
    func increment(by amount: Double) { value.add(amount) }
    func decrement(by amount: Double) { value.add(-amount) }

    var reading: Double { value.value }

    func write(_ name: String, _ labels: SeriesLabels, to page: inout MetricPage) {
        page.sample(name, labels, reading)
    }
}
