package import Jobs

/// Which of two jobs of one subject is the newer one: the later issued, then the higher sequence number.
///
/// Equal orders are settled by who was admitted last.
package struct JobOrder: Comparable, Sendable {
    package let issuedAt: Timestamp
    package let sequence: Int

    package init(issuedAt: Timestamp, sequence: Int) {
        self.issuedAt = issuedAt
        self.sequence = sequence
    }

    package init(_ job: Job) {
        self.init(issuedAt: job.issuedAt, sequence: job.content.sequence ?? 0)
    }

    package static func < (left: JobOrder, right: JobOrder) -> Bool {
        (left.issuedAt, left.sequence) < (right.issuedAt, right.sequence)
    }
}
