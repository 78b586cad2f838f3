import CoreMetrics
import Synchronization

/// Durations by bucket, in seconds. Each observation is one atomic add and the sum; what Prometheus wants to be cumulative
/// is added up when somebody looks.
final class HistogramCell: TimerHandler, MetricCell {
    /// Buckets, with the one above the last bound.
    static let capacity = 24

    private let bounds: [Double]
    private let counts = InlineArray<24, Atomic<Int64>> { _ in Atomic(0) }
    private let sum = AtomicDouble()

    /// - Parameter bounds: rising; what is past the capacity is left out.
    init(_ bounds: [Double]) {
        self.bounds = Array(bounds.prefix(Self.capacity - 1))
    }

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1_000_000_000
        counts[bucket(of: seconds)].wrappingAdd(1, ordering: .relaxed)
        sum.add(seconds)
    }

    var reading: Double {
        Double((0...bounds.count).reduce(0) { $0 + counts[$1].load(ordering: .relaxed) })
    }

    func write(_ name: String, _ labels: SeriesLabels, to page: inout MetricPage) {
        var count: Int64 = 0
        for (index, bound) in (bounds + [.infinity]).enumerated() {
            count += counts[index].load(ordering: .relaxed)
            page.sample(name + "_bucket", labels.adding("le", MetricPage.bound(bound)), Double(count))
        }
        page.sample(name + "_sum", labels, sum.value)
        page.sample(name + "_count", labels, Double(count))
    }

    /// The first whose bound is not below the value.
    private func bucket(of value: Double) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
