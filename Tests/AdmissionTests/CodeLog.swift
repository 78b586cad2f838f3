import Jobs

/// All codes that were sent, one by one: what the rule's counters say of them in short.
struct CodeLog {
    private struct Code {
        let sentAt: Timestamp
        var isVerified = false
    }

    private var codes: [Code] = []

    mutating func send(at moment: Timestamp) { codes.append(Code(sentAt: moment)) }

    /// The moment at which it was sent, if there is such a code.
    mutating func verify(_ index: Int) -> Timestamp? {
        guard codes.indices.contains(index), !codes[index].isVerified else { return nil }
        codes[index].isVerified = true
        return codes[index].sentAt
    }

    mutating func takeBackLast() -> Timestamp? { codes.popLast()?.sentAt }

    var count: Int { codes.count }

    /// The two budgets with their defaults, in fractions as they are written down.
    func hasRoom(at now: Timestamp) -> Bool {
        let seconds = now.microseconds / 1_000_000
        let slotStart = seconds - seconds % 300
        let stretchStart = seconds - seconds % 7_200
        let hour = codes(from: slotStart - 300 - 3_600, to: slotStart - 300)
        let day = codes(from: stretchStart - 86_400, to: seconds + 1)
        let today = seconds / 86_400
        let best =
            (0...14).map { day in
                codes(from: (today - day) * 86_400, to: (today - day + 1) * 86_400).verified
            }.max() ?? 0
        return Double(hour.unverified) < 3 + max(Double(best) / 6 * 0.2, Double(hour.verified) * 0.2) - 1e-9
            && Double(day.unverified) < 20 + max(Double(best) * 0.3, Double(day.verified) * 0.3) - 1e-9
    }

    private func codes(from start: Int64, to end: Int64) -> (unverified: Int, verified: Int) {
        let within = codes.filter { Timestamp(seconds: start) <= $0.sentAt && $0.sentAt < Timestamp(seconds: end) }
        let verified = within.filter(\.isVerified).count
        return (within.count - verified, verified)
    }
}
