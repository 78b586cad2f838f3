package import Jobs

/// A copy of a job as it came from the broker, with the hashed names under which the store knows it.
package struct Arrival: Sendable {
    package let job: Job
    /// Of the job's content: the same id with another fingerprint is another request.
    package let fingerprint: String
    /// Jobs with the same subject replace one another.
    package let subject: String
    package let order: JobOrder
    /// Who asks; random, so that nobody else can act on a claim made under it.
    package let token: UInt64
    package let receivedAt: Timestamp
    /// Why the request is refused for its destination or link, if it is.
    package let objection: Rejection?
    private let hashes: [Limit.Key: String]

    package init(
        _ job: Job, hash: some KeyedHash, receivedAt: Timestamp, objection: Rejection?,
        token: UInt64 = .random(in: 1...UInt64.max)
    ) {
        self.job = job
        self.objection = objection
        self.token = token
        self.receivedAt = receivedAt
        order = JobOrder(job)
        fingerprint = hash.digest(job.canonical)
        subject = hash.digest(Array("subject \(job.subject)".utf8))
        var hashes = [Limit.Key.account: hash.digest(Array("account \(job.account)".utf8))]
        switch job.channel {
        case .sms:
            hashes[.recipient] = job.recipient.phone.map { hash.digest(Array("recipient \($0.e164)".utf8)) }
            hashes[.region] = job.recipient.phone?.region
        case .email:
            let address = job.recipient.email?.text.lowercased()
            hashes[.recipient] = address.map { hash.digest(Array("recipient \($0)".utf8)) }
        }
        self.hashes = hashes
    }

    /// The key under which the store counts this job for `limit`; `nil` if it does not apply.
    ///
    /// Codes are counted together, and each kind of notice apart: neither a flood of codes nor another notice may
    /// silence the warning that a phone number was changed.
    package func key(for limit: Limit) -> String? {
        let counted: String =
            switch job.content {
            case .loginCode, .confirmPhoneLink, .confirmPhoneCode: "code"
            case .notice(let event): event.rawValue
            }
        return hashes[limit.key].map { "\(limit.name)/\(counted)/\($0)" }
    }
}
