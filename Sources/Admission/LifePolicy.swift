package import Jobs

/// How long a request is worth sending.
package struct LifePolicy: Sendable {
    /// Less life than this is of no use to the reader.
    package let minimumRemaining: Duration
    /// How far the backend's clock may run ahead of ours.
    package let clockSkew: Duration
    /// The longest life that a request may ask for.
    package let maximumLifetime: [LifetimeClass: Duration]
    /// How long after its time step the backend still takes a TOTP secret's code.
    package let totpDrift: Duration
    /// A code that may be sent for a shorter part of its life would meet its moment by luck only.
    private static let shortestWindow = Duration.seconds(5)

    package init(
        minimumRemaining: Duration, clockSkew: Duration, maximumLifetime: [LifetimeClass: Duration],
        totpDrift: Duration = .seconds(30)
    ) {
        self.minimumRemaining = minimumRemaining
        self.clockSkew = clockSkew
        self.maximumLifetime = maximumLifetime
        self.totpDrift = totpDrift
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
        if let totp = job.content.totp,
            .seconds(totp.period) + totpDrift < minimumRemaining + Self.shortestWindow
        {
            return Rejection(.tooLate, field: "totp.period", "a code of this period lives less long than is useful")
        }
        if !isWorthSending(job, at: now) {
            return Rejection(.tooLate, field: "expires_at", "less life is left than is useful")
        }
        return nil
    }

    package func isWorthSending(_ job: Job, at now: Timestamp) -> Bool {
        now < job.expiresAt && job.expiresAt - now >= minimumRemaining
    }

    /// When what is sent at `now` ends to be of use to the reader.
    package func expiry(of job: Job, at now: Timestamp) -> Timestamp {
        guard let totp = job.content.totp else { return job.expiresAt }
        return min(job.expiresAt, totp.stepEnd(at: now) + totpDrift)
    }

    /// How long to wait for the next code of a TOTP secret, if this one lives less than is useful.
    package func waitForCode(of job: Job, at now: Timestamp) -> Duration? {
        guard let totp = job.content.totp else { return nil }
        let end = totp.stepEnd(at: now)
        return end + totpDrift - now < minimumRemaining ? end - now : nil
    }

    package func maximumLifetime(of job: Job) -> Duration {
        maximumLifetime[job.content.lifetimeClass] ?? .zero
    }
}
