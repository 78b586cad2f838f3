package import Jobs

/// What people who help users may see of a store, and mend.
package protocol StoreDesk: Sendable {
    /// What is known of a job.
    func record(_ id: JobID) async throws(StoreError) -> JobRecord?

    /// What is counted under each of the keys; nil for what is damaged.
    func counters(_ keys: [String]) async throws(StoreError) -> [Counters?]

    /// Begins to count anew under these keys, also where what is counted is damaged.
    func reset(_ keys: [String]) async throws(StoreError)
}
