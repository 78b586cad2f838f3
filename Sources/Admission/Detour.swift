package import Jobs

/// A job's other channel, for when the first one fails for good.
package struct Detour: Sendable, Equatable {
    /// Under which names a message there is counted.
    let keys: CounterKeys

    package init(of job: Job, to channel: Channel, hash: some KeyedHash) {
        keys = CounterKeys(job, by: channel, hash: hash)
    }
}
