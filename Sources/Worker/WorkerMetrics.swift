import Jobs
package import Metrics

/// Every metric of the worker, each handle made once.
package struct WorkerMetrics: Sendable {
    private let received: [JobKind: Counter]
    private let outcomes: [String: Counter]
    private let attempts: [String: Counter]
    private let signals: [SignalResult: Counter]
    private let postponed: Counter
    private let storeFailures: Counter
    private let publishFailures: Counter

    /// - Parameter outlets: the names of all ways out; relays on one host share theirs.
    package init(outlets: [String], factory: any MetricsFactory = MetricsSystem.factory) {
        received = Dictionary(
            uniqueKeysWithValues: JobKind.allCases.map { kind in
                (
                    kind,
                    Counter(
                        label: "codebode_jobs_received_total", dimensions: [("kind", kind.rawValue)], factory: factory)
                )
            })
        let keys = JobKind.allCases.flatMap { kind in ["sent", "rejected", "failed"].map { (kind.rawValue, $0) } }
        outcomes = Dictionary(
            uniqueKeysWithValues: keys.map { kind, outcome in
                (
                    "\(kind).\(outcome)",
                    Counter(
                        label: "codebode_outcomes_total", dimensions: [("kind", kind), ("outcome", outcome)],
                        factory: factory)
                )
            })
        let pairs = Set(outlets).flatMap { outlet in AnswerClass.allCases.map { (outlet, $0.rawValue) } }
        attempts = Dictionary(
            uniqueKeysWithValues: pairs.map { outlet, answer in
                (
                    "\(outlet)/\(answer)",
                    Counter(
                        label: "codebode_attempts_total", dimensions: [("gateway", outlet), ("class", answer)],
                        factory: factory)
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
        postponed = Counter(label: "codebode_retry_scheduled_total", factory: factory)
        storeFailures = Counter(label: "codebode_store_failures_total", factory: factory)
        publishFailures = Counter(label: "codebode_publish_failures_total", factory: factory)
    }

    func count(received kind: JobKind) { received[kind]?.increment() }
    func count(outcome event: OutcomeEvent) { outcomes[event.routingKey]?.increment() }
    func count(_ answer: AnswerClass, of outlet: String) { attempts["\(outlet)/\(answer.rawValue)"]?.increment() }
    func count(_ result: SignalResult) { signals[result]?.increment() }
    func countPostponed() { postponed.increment() }
    func countStoreFailure() { storeFailures.increment() }
    func countPublishFailure() { publishFailures.increment() }
}
