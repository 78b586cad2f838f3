import Jobs
package import Metrics

/// Every metric of the worker, each handle made once.
package struct WorkerMetrics: Sendable {
    private let received: [JobKind: Counter]
    private let outcomes: [String: Counter]
    private let attempts: [String: Counter]
    private let signals: [SignalResult: Counter]
    private let receipts: [Worker.ReceiptResult: Counter]
    private let breakers: [String: Gauge]
    private let throttled: [String: Counter]
    private let rescues: [Bool: Counter]
    private let postponed: Counter
    private let storeFailures: Counter
    private let publishFailures: Counter

    /// - Parameter outlets: the names of all ways out.
    package init(outlets: Set<String>, factory: any MetricsFactory = MetricsSystem.factory) {
        received = Dictionary(
            uniqueKeysWithValues: JobKind.allCases.map { kind in
                (
                    kind,
                    Counter(
                        label: "codebode_jobs_received_total", dimensions: [("kind", kind.rawValue)], factory: factory)
                )
            })
        let keys = JobKind.allCases.flatMap { kind in
            ["sent", "rejected", "failed", "delivered", "undelivered"].map { (kind.rawValue, $0) }
        }
        outcomes = Dictionary(
            uniqueKeysWithValues: keys.map { kind, outcome in
                (
                    "\(kind).\(outcome)",
                    Counter(
                        label: "codebode_outcomes_total", dimensions: [("kind", kind), ("outcome", outcome)],
                        factory: factory)
                )
            })
        let pairs = outlets.flatMap { outlet in AnswerClass.allCases.map { (outlet, $0.rawValue) } }
        attempts = Dictionary(
            uniqueKeysWithValues: pairs.map { outlet, answer in
                (
                    "\(outlet)/\(answer)",
                    Counter(
                        label: "codebode_attempts_total", dimensions: [("gateway", outlet), ("class", answer)],
                        factory: factory)
                )
            })
        breakers = Dictionary(
            uniqueKeysWithValues: outlets.map { outlet in
                (outlet, Gauge(label: "codebode_breaker_state", dimensions: [("gateway", outlet)], factory: factory))
            })
        throttled = Dictionary(
            uniqueKeysWithValues: outlets.map { outlet in
                (
                    outlet,
                    Counter(label: "codebode_throttled_total", dimensions: [("gateway", outlet)], factory: factory)
                )
            })
        signals = Dictionary(
            uniqueKeysWithValues: SignalResult.allCases.map { result in
                (
                    result,
                    Counter(
                        label: "codebode_signals_total", dimensions: [("result", result.rawValue)], factory: factory)
                )
            })
        receipts = Dictionary(
            uniqueKeysWithValues: Worker.ReceiptResult.allCases.map { result in
                (
                    result,
                    Counter(
                        label: "codebode_receipts_total", dimensions: [("result", result.rawValue)], factory: factory)
                )
            })
        rescues = Dictionary(
            uniqueKeysWithValues: [(true, "sent"), (false, "not_sent")].map { isSent, result in
                (
                    isSent,
                    Counter(label: "codebode_rescues_total", dimensions: [("result", result)], factory: factory)
                )
            })
        postponed = Counter(label: "codebode_retry_scheduled_total", factory: factory)
        storeFailures = Counter(label: "codebode_store_failures_total", factory: factory)
        publishFailures = Counter(label: "codebode_publish_failures_total", factory: factory)
    }

    func count(received kind: JobKind) { received[kind]?.increment() }
    func count(outcome event: OutcomeEvent) { outcomes[event.routingKey]?.increment() }
    func count(_ answer: AnswerClass, of outlet: String) { attempts["\(outlet)/\(answer.rawValue)"]?.increment() }
    func count(_ result: SignalResult) { signals[result]?.increment() }
    func countThrottled(_ outlet: String) { throttled[outlet]?.increment() }
    /// 0 closed, 1 recovering, 2 on trial, 3 open.
    func show(_ state: CircuitBreaker.State, of outlet: String) {
        let level =
            switch state {
            case .closed: 0
            case .recovering: 1
            case .onTrial: 2
            case .open: 3
            }
        breakers[outlet]?.record(level)
    }
    func count(_ result: Worker.ReceiptResult) { receipts[result]?.increment() }
    /// For a message that did not arrive.
    func count(rescue isSent: Bool) { rescues[isSent]?.increment() }
    func countPostponed() { postponed.increment() }
    func countStoreFailure() { storeFailures.increment() }
    func countPublishFailure() { publishFailures.increment() }
}
