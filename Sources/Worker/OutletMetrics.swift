import Jobs
import Metrics

/// Every metric of one way out, each handle made once.
struct OutletMetrics: Sendable {
    private static let otherRegion = "other"

    private let attempts: Table<AnswerClass, Counter>
    private let duration: Metrics.Timer
    private let segments: Table<String, Counter>
    private let breaker: Table<String, Meter>
    private let throttled: Counter

    /// - Parameter regions: to which SMS may go, what goes elsewhere being counted as `other`; empty for mail, which has no
    ///   segments.
    init(_ name: String, regions: Set<String>, _ make: MetricMaker) {
        attempts = Table(AnswerClass.allCases) {
            make.counter("attempts_total", ("gateway", name), ("class", $0.rawValue))
        }
        duration = make.timer("gateway_duration_seconds", ("gateway", name))
        let labels = regions.isEmpty ? [] : regions.sorted() + [Self.otherRegion]
        segments = Table(labels) { make.counter("sms_segments_total", ("gateway", name), ("region", $0)) }
        breaker = Table(CircuitBreaker.State.names) {
            make.gauge("breaker_state", ("gateway", name), ("state", $0))
        }
        throttled = make.counter("throttled_total", ("gateway", name))
    }

    func note(_ answer: AnswerClass, after time: Duration) {
        attempts[answer]?.increment()
        duration.recordNanoseconds(time.wholeNanoseconds)
    }

    /// What the bill counts.
    func count(segments count: Int, to region: String) {
        (segments[region] ?? segments[Self.otherRegion])?.increment(by: count)
    }

    /// One series a state: 1 for the one that it is in, 0 for the others; for all where it is in none any more.
    func show(_ state: CircuitBreaker.State?) {
        for name in CircuitBreaker.State.names { breaker[name]?.set(name == state?.name ? 1 : 0) }
    }

    func countThrottled() { throttled.increment() }
}
