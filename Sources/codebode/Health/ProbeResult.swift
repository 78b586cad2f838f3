import Jobs

/// What came of one probe, as far as it is known.
struct ProbeResult: Equatable, Sendable {
    /// The moment at which it was due.
    let due: Timestamp
    /// It was sent, and not told as lost.
    let isWell: Bool
    /// From when it was due until a gateway or relay took it.
    var accepted: Duration?
    /// Until its receipt.
    var delivered: Duration?
}
