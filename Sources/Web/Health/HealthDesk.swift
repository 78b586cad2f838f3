/// Whoever knows how the worker is.
package protocol HealthDesk: Sendable {
    /// One a part at most; none while jobs are taken and can be sent.
    func obstacles() async -> [Obstacle]

    /// What is measured only when somebody looks, as it is now.
    func measure()
}
