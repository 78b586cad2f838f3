package import Admission
package import Metrics

/// What store steps notice, counted by rule; each handle made once.
package struct RuleMetrics: Sendable {
    private let findings: [String: Counter]
    private let forgotten: Counter

    package init(rules: AdmissionRules, factory: any MetricsFactory = MetricsSystem.factory) {
        let names = rules.limits.map(\.name) + [rules.neighbours?.name, rules.unverified?.name].compactMap(\.self)
        let pairs = names.flatMap { rule in ["refused", "would_refuse", "unreadable"].map { (rule, $0) } }
        findings = Dictionary(
            uniqueKeysWithValues: pairs.map { rule, result in
                (
                    "\(rule)/\(result)",
                    Counter(
                        label: "codebode_rule_findings_total", dimensions: [("rule", rule), ("result", result)],
                        factory: factory)
                )
            })
        forgotten = Counter(label: "codebode_store_forgotten_total", factory: factory)
    }

    package func count(_ finding: Finding) {
        switch finding {
        case .refused(_, let rule): findings["\(rule)/refused"]?.increment()
        case .wouldRefuse(_, let rule): findings["\(rule)/would_refuse"]?.increment()
        case .unreadable(_, let rule): findings["\(rule)/unreadable"]?.increment()
        case .forgotten: forgotten.increment()
        }
    }
}
