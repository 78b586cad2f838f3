import Jobs

/// Which way out a job takes next. Shared by all jobs of a process, so that one need not find out again what the other
/// has just met.
package actor Chain {
    /// What to try now.
    struct Pick {
        let outlet: any Outlet
        /// How many more could be tried after it, now.
        let others: Int
    }

    private struct Way {
        let edition: Int
        let channel: Channel
        var breaker = CircuitBreaker()
        /// When the breaker was last closed; nil while it is.
        var lastClosed: ContinuousClock.Instant?
    }

    private let now: @Sendable () -> ContinuousClock.Instant
    private var terms: Terms
    /// Those that are configured now, by name: a gateway has the same breaker in every country's route.
    private var ways: [String: Way] = [:]

    init(_ terms: Terms, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.terms = terms
        self.now = now
        ways = Self.ways(of: terms, keeping: [:])
    }

    /// A way that stays the same keeps its breaker; one that has changed gets a new one.
    func follow(_ terms: Terms) {
        for name in ways.keys where !terms.routes.names.contains(name) { self.terms.outlet(name)?.show(nil) }
        self.terms = terms
        ways = Self.ways(of: terms, keeping: ways)
    }

    private static func ways(of terms: Terms, keeping known: [String: Way]) -> [String: Way] {
        var ways: [String: Way] = [:]
        for outlet in terms.routes.all where ways[outlet.name] == nil {
            let old = known[outlet.name].flatMap { $0.edition == outlet.edition ? $0 : nil }
            if old == nil { terms.outlet(outlet.name)?.show(.closed) }
            ways[outlet.name] = old ?? Way(edition: outlet.edition, channel: outlet.channel)
        }
        return ways
    }

    /// The first one in the configuration's order that was not tried and is worth trying. Whoever gets one tells with
    /// `leave` what came of it.
    ///
    /// - Parameter all: that the job may take.
    func pick(among all: [any Outlet], not tried: Set<String>) -> Pick? {
        let now = now()
        let left = all.filter { !tried.contains($0.name) }
        let open = left.filter { !breaker($0).isShut(at: now) }
        for outlet in left {
            let isOnlyWay = !open.contains { $0.name != outlet.name }
            guard enter(outlet, isOnlyWay: isOnlyWay, at: now) else { continue }
            return Pick(outlet: outlet, others: open.count { $0.name != outlet.name })
        }
        // Some are worth trying, but for a share of the jobs only, and this one was in none: it takes the first.
        guard let outlet = open.first, enter(outlet, isOnlyWay: true, at: now) else { return nil }
        return Pick(outlet: outlet, others: open.count - 1)
    }

    /// - Returns: the state that this brought about, if it did.
    func leave(_ outlet: any Outlet, _ verdict: CircuitBreaker.Verdict, after time: Duration) -> CircuitBreaker.State? {
        let now = now()
        let before = breaker(outlet).state.name
        let state = change(outlet) { breaker in
            breaker.leave(verdict, after: time, at: now)
            return breaker.state
        }
        return state.name == before ? nil : state
    }

    /// All that are configured now, by name.
    func looks() -> [WayLook] {
        let now = now()
        return ways.sorted { $0.key < $1.key }.map { name, way in
            let state = way.breaker.state
            let rest: Duration? = if case .open(_, let until, _) = state { max(.zero, until - now) } else { nil }
            return WayLook(
                name: name, channel: way.channel, state: state, trouble: way.lastClosed.map { now - $0 }, rest: rest)
        }
    }

    private func breaker(_ outlet: any Outlet) -> CircuitBreaker {
        guard let way = ways[outlet.name], way.edition == outlet.edition else { return CircuitBreaker() }
        return way.breaker
    }

    private func enter(_ outlet: any Outlet, isOnlyWay: Bool, at now: ContinuousClock.Instant) -> Bool {
        change(outlet) { $0.enter(isOnlyWay: isOnlyWay, at: now) }
    }

    /// Shows what it has come to, where that is something else than before. What a job in hand still meets on a way that
    /// is configured no more, or otherwise, is forgotten.
    private func change<Answer>(_ outlet: any Outlet, _ body: (inout CircuitBreaker) -> Answer) -> Answer {
        guard let index = ways.index(forKey: outlet.name), ways.values[index].edition == outlet.edition else {
            var passing = CircuitBreaker()
            return body(&passing)
        }
        let before = ways.values[index].breaker.state.name
        let answer = body(&ways.values[index].breaker)
        let state = ways.values[index].breaker.state
        if state.name != before {
            terms.outlet(outlet.name)?.show(state)
            ways.values[index].lastClosed = state == .closed ? nil : ways.values[index].lastClosed ?? now()
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
