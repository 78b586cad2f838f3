package import Jobs

/// What the store knows of jobs that replace one another. Outlives the newest of them, because an older one may still
/// come back.
package struct Subject: Sendable, Equatable {
    /// The newest job ever admitted.
    package var newest: JobID
    package var order: JobOrder
    /// Admitted, and open when the latest of them came. Who has ended since leaves with the next one: to strike each
    /// out as it ends would cost every job another write.
    package var open: [JobID]
    package var keepUntil: Timestamp

    package init(newest: JobID, order: JobOrder, open: [JobID], keepUntil: Timestamp) {
        self.newest = newest
        self.order = order
        self.open = open
        self.keepUntil = keepUntil
    }
}
