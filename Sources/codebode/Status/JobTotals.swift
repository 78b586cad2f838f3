/// What became of jobs, counted by one worker or by all of them.
struct JobTotals: Codable, Equatable, Sendable {
    /// Copies that came from the broker, each time.
    var received = 0
    var sent = 0
    var failed = 0
    var rejected = 0
    /// Copies that were put into a delay queue.
    var waiting = 0
    /// By the limit or fraud rule that refused; only those that did.
    var refused: [String: Int] = [:]

    static func + (left: JobTotals, right: JobTotals) -> JobTotals { left.with(right, +) }

    static func - (left: JobTotals, right: JobTotals) -> JobTotals { left.with(right, -) }

    private func with(_ other: JobTotals, _ reckon: (Int, Int) -> Int) -> JobTotals {
        var result = JobTotals(
            received: reckon(received, other.received), sent: reckon(sent, other.sent),
            failed: reckon(failed, other.failed), rejected: reckon(rejected, other.rejected),
            waiting: reckon(waiting, other.waiting))
        for rule in Set(refused.keys).union(other.refused.keys) {
            let count = reckon(refused[rule] ?? 0, other.refused[rule] ?? 0)
            if count != 0 { result.refused[rule] = count }
        }
        return result
    }
}
