import Jobs

/// Who sends receipts that are refused again and again is not read any more, until he has waited. Pure.
///
/// Only refusals count, and for the gateway that they name: a vendor whose receipts are good may send as many as it
/// likes, beside another one whose secret is wrong, too.
struct RefusalLimit {
    struct Sender: Hashable {
        let address: SourceAddress
        /// As the path names it; one name for all that there are not.
        let gateway: String
    }

    /// Refusals in a row; then one a second.
    static let burst = 20
    private static let interval = Duration.seconds(1)
    /// Who comes when so many are counted is not: the signature still decides, and the memory stays what it is.
    static let senders = 4_096

    /// When a sender's refusals are forgotten.
    private var ends: [Sender: Timestamp] = [:]
    private var swept = Timestamp(seconds: 0)

    var count: Int { ends.count }

    /// Whether he has to wait, for a second at most. An end farther off than any is of a clock that was set back.
    func isSpent(_ sender: Sender, now: Timestamp) -> Bool {
        guard let end = ends[sender] else { return false }
        let left = end - now
        return left > Self.interval * (Self.burst - 1) && left <= Self.interval * Self.burst
    }

    mutating func refused(_ sender: Sender, now: Timestamp) {
        if ends[sender] == nil, ends.count >= Self.senders { sweep(now) }
        guard ends[sender] != nil || ends.count < Self.senders else { return }
        let end = max(ends[sender] ?? now, now) + Self.interval
        ends[sender] = min(end, now + Self.interval * Self.burst)
    }

    /// At most once a second: it looks at all.
    private mutating func sweep(_ now: Timestamp) {
        guard now - swept >= Self.interval || now < swept else { return }
        swept = now
        ends = ends.filter { $0.value > now }
    }
}
