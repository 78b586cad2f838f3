/// A store whose rules may change while it works.
package protocol RuledStore: JobStore {
    /// From the next step on. What was counted under a limit's name stays counted.
    ///
    /// - Parameter report: told what steps notice from then on.
    func follow(_ rules: AdmissionRules, report: @escaping @Sendable (Finding) -> Void) async
}
