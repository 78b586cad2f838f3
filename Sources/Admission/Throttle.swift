/// How fast a gateway takes segments: what the account there is good for, shared by all workers.
package struct Throttle: Sendable, Equatable {
    /// The gateway's.
    package let name: String
    /// At least one.
    package let segmentsPerSecond: Int
    /// Who would have to wait longer goes another way.
    package let patience: Duration

    package init(name: String, segmentsPerSecond: Int, patience: Duration = .seconds(1)) {
        self.name = name
        self.segmentsPerSecond = segmentsPerSecond
        self.patience = patience
    }
}
