import Admission
import Jobs
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

@Suite("What is counted of the rules")
struct RuleMetricsTests {
    @Test("each finding by its rule and what came of it, from nought on")
    func findings() throws {
        let metrics = TestMetrics()
        let limit = Limit(name: "account", key: .account, count: 1, window: .seconds(60))
        let rules = AdmissionRules.sample(limits: [limit], unverified: UnverifiedRule(name: "unverified"))
        let counters = RuleMetrics(rules: rules, factory: metrics)
        #expect(metrics.counters(label: "codebode_rule_findings_total").count == 6)
        let job = try Job.sample().id
        for finding in [
            Finding.refused(job, rule: "account"), .refused(job, rule: "account"),
            .wouldRefuse(job, rule: "unverified"), .unreadable(job, rule: "account"), .forgotten(job),
            .refused(job, rule: "gone"),
        ] {
            counters.count(finding)
        }
        func total(_ rule: String, _ result: String) -> Int64 {
            metrics.counterTotal(
                label: "codebode_rule_findings_total", dimensions: [("rule", rule), ("result", result)])
        }
        #expect(total("account", "refused") == 2)
        #expect(total("account", "unreadable") == 1)
        #expect(total("unverified", "would_refuse") == 1)
        #expect(total("unverified", "refused") == 0)
        #expect(metrics.counterTotal(label: "codebode_store_forgotten_total", dimensions: []) == 1)
    }
}
