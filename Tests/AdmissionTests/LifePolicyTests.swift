import Admission
import Jobs
import TestSupport
import Testing

struct LifePolicyTests {
    private let policy = AdmissionRules.sample().life

    /// Microseconds from `issued_at` until the job is judged, and what is said of it.
    private static let moments: [(Int64, Rejection.Reason?)] = [
        (0, nil), (-30_000_000, nil), (-30_000_001, .issuedInFuture), (570_000_000, nil), (570_000_001, .tooLate),
        (599_999_999, .tooLate), (600_000_000, .expired), (600_000_001, .expired), (86_400_000_000, .expired),
    ]

    @Test("a job is refused for its dates from the very microsecond on", arguments: moments)
    func dates(microseconds: Int64, reason: Rejection.Reason?) throws {
        let sinceIssue = Duration.microseconds(microseconds)
        let job = try Job.sample(life: .seconds(600))
        let objection = policy.objection(to: job, at: noon + sinceIssue)
        #expect(objection?.reason == reason)
        #expect(objection?.field == (reason == .issuedInFuture ? "issued_at" : reason.map { _ in "expires_at" }))
        #expect(policy.isWorthSending(job, at: noon + sinceIssue) == (sinceIssue <= .seconds(570)))
    }

    @Test("each class of message has a longest life of its own")
    func lifetimes() throws {
        let link = try required(ConfirmationLink("https://care.example.org/"))
        let contents: [(JobContent, Duration)] = [
            (.loginCode(Secret("1234"), sequence: nil), .seconds(900)),
            (.confirmPhoneCode(Secret("1234"), sequence: nil), .seconds(900)),
            (.confirmPhoneLink(link, newPhone: try PhoneNumber("0612345678")), .seconds(86_400)),
            (.notice(.phoneChanged), .seconds(7 * 86_400)),
        ]
        for (content, longest) in contents {
            let job = try Job.sample(life: longest, content: content)
            #expect(policy.maximumLifetime(of: job) == longest)
            #expect(policy.objection(to: job, at: noon) == nil)
            let longer = try Job.sample(life: longest + .microseconds(1), content: content)
            #expect(policy.objection(to: longer, at: noon)?.reason == .lifetimeTooLong)
        }
    }

    @Test("an expired job is called expired, whatever else is wrong with it")
    func order() throws {
        let job = try Job.sample(life: .seconds(86_400))
        #expect(policy.objection(to: job, at: noon - .seconds(31))?.reason == .issuedInFuture)
        #expect(policy.objection(to: job, at: noon + .seconds(86_390))?.reason == .lifetimeTooLong)
        #expect(policy.objection(to: job, at: noon + .seconds(86_400))?.reason == .expired)
    }

    @Test("without a longest life for its class nothing is let through")
    func noLifetime() throws {
        let policy = LifePolicy(minimumRemaining: .zero, clockSkew: .zero, maximumLifetime: [:])
        let job = try Job.sample(life: .seconds(60))
        #expect(policy.objection(to: job, at: noon)?.reason == .lifetimeTooLong)
    }

    private func totp(_ period: Int = 30, life: Duration = .seconds(600)) throws -> Job {
        try Job.sample(
            life: life, content: .totpCode(TOTPSecret(key: Secret("1234567890"), period: period), sequence: nil))
    }

    private func policy(drift: Int64, minimumRemaining: Int64 = 30) -> LifePolicy {
        LifePolicy(
            minimumRemaining: .seconds(minimumRemaining), clockSkew: .seconds(30),
            maximumLifetime: policy.maximumLifetime, totpDrift: .seconds(drift))
    }

    @Test("the code of a TOTP secret lives for the rest of its step and the drift, never longer than its job")
    func totpExpiry() throws {
        let job = try totp()
        for second: Int64 in [0, 10, 29] {
            #expect(policy(drift: 30).expiry(of: job, at: noon + .seconds(second)) == noon + .seconds(60))
            #expect(policy(drift: 0).expiry(of: job, at: noon + .seconds(second)) == noon + .seconds(30))
        }
        #expect(policy(drift: 30).expiry(of: job, at: noon + .seconds(30)) == noon + .seconds(90))
        #expect(policy(drift: 30).expiry(of: try totp(life: .seconds(45)), at: noon) == noon + .seconds(45))
        #expect(policy(drift: 30).expiry(of: try .sample(), at: noon) == noon + .seconds(600))
    }

    @Test("a code that lives less than is useful waits for the next one")
    func totpWait() throws {
        let job = try totp(60)
        #expect(policy(drift: 0).waitForCode(of: job, at: noon) == nil)
        #expect(policy(drift: 0).waitForCode(of: job, at: noon + .seconds(30)) == nil)
        #expect(
            policy(drift: 0).waitForCode(of: job, at: noon + .microseconds(30_000_001)) == .microseconds(29_999_999))
        #expect(policy(drift: 30).waitForCode(of: job, at: noon + .seconds(59)) == nil)
        #expect(policy(drift: 0).waitForCode(of: try .sample(), at: noon + .seconds(59)) == nil)
    }

    @Test(
        "a secret whose codes never live long enough is refused by its period",
        arguments: [
            (30, Int64(30), nil), (30, 5, nil), (35, 0, nil), (30, 4, "totp.period"), (30, 0, "totp.period"),
            (10, 24, "totp.period"), (10, 25, nil),
        ])
    func totpPeriod(period: Int, drift: Int64, field: String?) throws {
        let objection = policy(drift: drift).objection(to: try totp(period), at: noon)
        #expect(objection?.field == field)
        #expect(objection?.reason == (field == nil ? nil : .tooLate))
    }
}
