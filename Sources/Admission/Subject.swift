package import Jobs

/// What the store knows of jobs that replace one another. Outlives the newest of them, because an older one may still
/// come back.
package struct Subject: Sendable, Equatable {
    /// The newest job ever admitted.
    package var newest: JobID
    package var order: JobOrder
    /// Admitted and not ended.
    package var unended: [JobID]
    package var keepUntil: Timestamp

    package init(newest: JobID, order: JobOrder, unended: [JobID], keepUntil: Timestamp) {
        self.newest = newest
        self.order = order
        self.unended = unended
        self.keepUntil = keepUntil
    }
}
