package import Jobs

/// How long a request is worth sending.
package struct LifePolicy: Sendable {
    /// Less life than this is of no use to the reader.
    package let minimumRemaining: Duration
    /// How far the backend's clock may run ahead of ours.
    package let clockSkew: Duration
    /// The longest life that a request may ask for.
    package let maximumLifetime: [LifetimeClass: Duration]

    package init(minimumRemaining: Duration, clockSkew: Duration, maximumLifetime: [LifetimeClass: Duration]) {
        self.minimumRemaining = minimumRemaining
        self.clockSkew = clockSkew
        self.maximumLifetime = maximumLifetime
    }

    /// Why a new request is refused for its dates alone.
    package func objection(to job: Job, at now: Timestamp) -> Rejection? {
        if now >= job.expiresAt {
            return Rejection(.expired, field: "expires_at", "the request came after it had expired")
        }
        if job.issuedAt > now + clockSkew {
            return Rejection(.issuedInFuture, field: "issued_at", "the request is dated later than the clock here")
        }
        if job.expiresAt - job.issuedAt > maximumLifetime(of: job) {
            return Rejection(.lifetimeTooLong, field: "expires_at", "the request asks for a longer life than allowed")
        }
        if !isWorthSending(job, at: now) {
            return Rejection(.tooLate, field: "expires_at", "less life is left than is useful")
        }
        return nil
    }

    package func isWorthSending(_ job: Job, at now: Timestamp) -> Bool {
        now < job.expiresAt && job.expiresAt - now >= minimumRemaining
    }

    package func maximumLifetime(of job: Job) -> Duration {
        maximumLifetime[job.content.lifetimeClass] ?? .zero
    }
}
