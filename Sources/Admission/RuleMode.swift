/// What a rule does with a job for which it has no room.
package enum RuleMode: String, CaseIterable, Sendable {
    case enforce
    /// Counts and reports; refuses nothing.
    case record
}
