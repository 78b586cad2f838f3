import Jobs

/// The ways out, and which of them a job takes next. Shared by all jobs of a process, so that one need not find out
/// again what the other has just met.
package actor Chain {
    /// What to try now.
    struct Pick {
        let outlet: any Outlet
        /// How many more could be tried after it, now.
        let others: Int
    }

    private let routes: Routes
    private let metrics: WorkerMetrics
    private let now: @Sendable () -> ContinuousClock.Instant
    /// By name: a gateway has the same breaker in every country's route.
    private var breakers: [String: CircuitBreaker] = [:]
    /// When the breakers that are not closed were last.
    private var lastClosed: [String: ContinuousClock.Instant] = [:]

    init(_ routes: Routes, metrics: WorkerMetrics, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.routes = routes
        self.metrics = metrics
        self.now = now
    }

    /// The first way in the configuration's order that was not tried and is worth trying. Whoever gets one tells with
    /// `leave` what came of it.
    func pick(_ channel: Channel, for job: Job, not tried: Set<String>) -> Pick? {
        let now = now()
        let left = routes.ways(channel, for: job).filter { !tried.contains($0.name) }
        let open = left.filter { !breaker($0).isShut(at: now) }
        for outlet in left {
            let isOnlyWay = !open.contains { $0.name != outlet.name }
            guard enter(outlet.name, isOnlyWay: isOnlyWay, at: now) else { continue }
            return Pick(outlet: outlet, others: open.count { $0.name != outlet.name })
        }
        // Some are worth trying, but for a share of the jobs only, and this one was in none: it takes the first.
        guard let outlet = open.first, enter(outlet.name, isOnlyWay: true, at: now) else { return nil }
        return Pick(outlet: outlet, others: open.count - 1)
    }

    /// - Returns: the state that this brought about, if it did.
    func leave(_ outlet: any Outlet, _ verdict: CircuitBreaker.Verdict, after time: Duration) -> CircuitBreaker.State? {
        let now = now()
        let before = breaker(outlet).state.name
        let state = change(outlet.name) { breaker in
            breaker.leave(verdict, after: time, at: now)
            return breaker.state
        }
        return state.name == before ? nil : state
    }

    /// All of them, by name.
    func looks() -> [WayLook] {
        let now = now()
        return routes.channels.sorted { $0.key < $1.key }.map { name, channel in
            let state = breakers[name]?.state ?? .closed
            let rest: Duration? = if case .open(_, let until, _) = state { max(.zero, until - now) } else { nil }
            return WayLook(
                name: name, channel: channel, state: state, trouble: lastClosed[name].map { now - $0 }, rest: rest)
        }
    }

    private func breaker(_ outlet: any Outlet) -> CircuitBreaker { breakers[outlet.name] ?? CircuitBreaker() }

    private func enter(_ name: String, isOnlyWay: Bool, at now: ContinuousClock.Instant) -> Bool {
        change(name) { $0.enter(isOnlyWay: isOnlyWay, at: now) }
    }

    /// Shows what it has come to, where that is something else than before.
    private func change<Answer>(_ name: String, _ body: (inout CircuitBreaker) -> Answer) -> Answer {
        let before = breakers[name]?.state.name
        let answer = body(&breakers[name, default: CircuitBreaker()])
        if let state = breakers[name]?.state, state.name != before {
            metrics.outlet(name)?.show(state)
            lastClosed[name] = state == .closed ? nil : lastClosed[name] ?? now()
        }
        return answer
    }
}

extension CircuitBreaker.State {
    package static let names = ["closed", "open", "on_trial", "recovering"]

    /// For logs, metrics and whoever looks on.
    package var name: String {
        switch self {
        case .closed: "closed"
        case .open: "open"
        case .onTrial: "on_trial"
        case .recovering: "recovering"
        }
    }
}
