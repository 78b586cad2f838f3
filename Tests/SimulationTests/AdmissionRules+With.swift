import Admission

extension AdmissionRules {
    /// The same, but for what is given.
    func with(minimumRemaining: Duration? = nil, lease: Duration? = nil, limits: [Limit]? = nil) -> AdmissionRules {
        AdmissionRules(
            life: LifePolicy(
                minimumRemaining: minimumRemaining ?? life.minimumRemaining, clockSkew: life.clockSkew,
                maximumLifetime: life.maximumLifetime),
            limits: limits ?? self.limits, neighbours: neighbours, unverified: unverified, onUnknown: onUnknown,
            fallback: fallback,
            resends: resends, lease: lease ?? self.lease, memory: memory)
    }
}
