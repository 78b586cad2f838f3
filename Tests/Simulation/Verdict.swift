/// What came of a run.
package struct Verdict {
    package let violations: [Violation]
    /// All that went wrong.
    package let faults: [Fault]
    /// The same for the same run, and for no other.
    package let sum: UInt64
    package let lines: [String]
    /// How often it came to an outcome, an answer, a state of a breaker.
    package let coverage: [String: Int]
    package let jobs: Int
    package let steps: Int
    /// Virtual seconds.
    package let seconds: Int

    /// Of the rules that it breaks, the first in their order.
    package var gravest: Violation.Rule? {
        Violation.Rule.allCases.first { rule in violations.contains { $0.rule == rule } }
    }
}

extension Verdict {
    /// What many runs must have come to: of a state that is never reached nothing is proved.
    package static let worthReaching: [String] =
        [
            "sent", "delivered", "undelivered", "failed exhausted", "failed refused", "failed unknown",
            "rejected superseded", "rejected expired", "rejected too_late", "rejected rate_limited",
            "rejected issued_in_future", "rejected duplicate aside", "rejected invalid aside",
            "sent by the other channel", "set aside",
            "sent again for its receipt", "sent after a takeover", "sent twice and told so", "breaker open",
            "breaker recovering", "breaker closed",
        ] + ["accepted", "refused", "retry", "misconfigured", "not_sent", "unknown"].map { "answer \($0)" }
        + Fault.Site.allCases.map { "fault \($0.rawValue)" }
}
