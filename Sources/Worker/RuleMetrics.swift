package import Admission
package import Metrics

/// What store steps notice, counted by rule; each handle made once.
package struct RuleMetrics: Sendable {
    private struct Rule: Sendable {
        let refused: Counter
        let wouldRefuse: Counter
        let unreadable: Counter
    }

    private let rules: Table<String, Rule>
    private let forgotten: Counter

    package init(rules: AdmissionRules, factory: any MetricsFactory = MetricsSystem.factory) {
        let make = MetricMaker(factory: factory)
        func counter(_ rule: String, _ result: String) -> Counter {
            make.counter("rule_findings_total", ("rule", rule), ("result", result))
        }
        self.rules = Table(rules.names) { rule in
            Rule(
                refused: counter(rule, "refused"), wouldRefuse: counter(rule, "would_refuse"),
                unreadable: counter(rule, "unreadable"))
        }
        forgotten = make.counter("store_forgotten_total")
    }

    package func count(_ finding: Finding) {
        switch finding {
        case .refused(_, let rule): rules[rule]?.refused.increment()
        case .wouldRefuse(_, let rule): rules[rule]?.wouldRefuse.increment()
        case .unreadable(_, let rule): rules[rule]?.unreadable.increment()
        case .forgotten: forgotten.increment()
        }
    }
}
