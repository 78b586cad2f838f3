/// What becomes of a delivery.
package enum Verdict: Sendable, Equatable, CaseIterable {
    /// Done; the broker forgets it.
    case acknowledge
    /// Back into its queue, for whoever is next.
    case requeue
    /// To the dead-letter exchange where the queue has one, else gone.
    case reject
}
