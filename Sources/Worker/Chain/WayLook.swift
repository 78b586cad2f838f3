package import Jobs

/// How one way out is, as the worker's circuit breaker sees it at one moment.
package struct WayLook: Sendable, Equatable {
    package let name: String
    package let channel: Channel
    package let state: CircuitBreaker.State
    /// Since it was last closed; `nil` if it is now.
    package let trouble: Duration?
    /// Until the next attempt may begin; `nil` unless it is open.
    package let rest: Duration?
}
