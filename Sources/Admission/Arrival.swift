package import Jobs

/// A copy of a job as it came from the broker, with the hashed names under which the store knows it.
///
/// A class, because it is large and every step of a job holds on to it.
package final class Arrival: Sendable {
    package let job: Job
    /// Of the job's content: the same id with another fingerprint is another request.
    package let fingerprint: String
    /// Jobs with the same subject replace one another.
    package let subject: String
    package let order: JobOrder
    package let keys: CounterKeys
    /// Who asks; random, so that nobody else can act on a claim made under it.
    package let token: UInt64
    package let receivedAt: Timestamp
    /// Why the request is refused for its destination or link, if it is.
    package let objection: Rejection?
    /// The store had a row for this copy when it was put into a delay queue.
    package let isRemembered: Bool

    package init(
        _ job: Job, hash: some KeyedHash, receivedAt: Timestamp, objection: Rejection?, isRemembered: Bool = false,
        token: UInt64 = .random(in: 1...UInt64.max)
    ) {
        self.job = job
        self.objection = objection
        self.token = token
        self.receivedAt = receivedAt
        self.isRemembered = isRemembered
        order = JobOrder(job)
        fingerprint = hash.digest(job.canonical)
        keys = CounterKeys(job, by: job.channel, hash: hash)
        subject = "\(keys.account)/\(job.subject)"
    }

    private init(_ other: Arrival, keys: CounterKeys, isRemembered: Bool) {
        job = other.job
        fingerprint = other.fingerprint
        subject = other.subject
        order = other.order
        self.keys = keys
        token = other.token
        receivedAt = other.receivedAt
        objection = other.objection
        self.isRemembered = isRemembered
    }

    /// As it would be counted if it had asked for the other channel.
    func by(_ detour: Detour) -> Arrival {
        Arrival(self, keys: detour.keys, isRemembered: isRemembered)
    }

    /// The same after an attempt: the store must know it from now on.
    package func remembered() -> Arrival {
        Arrival(self, keys: keys, isRemembered: true)
    }
}
