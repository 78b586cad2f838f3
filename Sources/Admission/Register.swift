package import Jobs

/// The newest job ever admitted for a subject. Outlives that job, because an older one may still come back.
package struct Register: Sendable, Equatable {
    package let id: JobID
    package let order: JobOrder
    package let keepUntil: Timestamp

    package init(id: JobID, order: JobOrder, keepUntil: Timestamp) {
        self.id = id
        self.order = order
        self.keepUntil = keepUntil
    }
}
