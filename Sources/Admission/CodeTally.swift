import Jobs

/// A country's counters laid out by age: what the two budgets look at, now or some slots later.
struct CodeTally {
    /// How many slots a code has before it is expected to be used: at least five minutes, at most ten.
    private static let openSlots = 2
    /// No sum of these can overflow, whatever the store holds.
    private static let most: Int64 = 1 << 40

    private let slot: Int64
    private var slots: [(sent: Int64, verified: Int64)]
    private var stretches: [(sent: Int64, verified: Int64)]
    private var days: [Int64]

    /// Fields dated later than now count as of now: the clock was set back.
    init(_ counters: Counters, at now: Timestamp) {
        slot = CodeSpan.slot.index(of: now)
        slots = Array(repeating: (0, 0), count: Int(CodeSpan.slot.kept))
        stretches = Array(repeating: (0, 0), count: Int(CodeSpan.stretch.kept))
        days = Array(repeating: 0, count: Int(CodeSpan.day.kept))
        counters.visit { name, value in
            guard let field = CodeField(name: name), field.isKept(at: now) else { return }
            let (age, value) = (Int(max(0, field.age(at: now))), min(max(0, value), Self.most))
            switch field.kind {
            case .sentInSlot: slots[age].sent += value
            case .verifiedInSlot: slots[age].verified += value
            case .sentInStretch: stretches[age].sent += value
            case .verifiedInStretch: stretches[age].verified += value
            case .verifiedInDay: days[age] += value
            }
        }
    }

    /// The hour of codes that had time to be used.
    func hour(slotsOn: Int) -> (unverified: Int64, verified: Int64) {
        Self.sum(slots[max(0, Self.openSlots - slotsOn)..<max(0, slots.count - slotsOn)])
    }

    /// The two hours begun and the twenty-four before.
    func day(slotsOn: Int) -> (unverified: Int64, verified: Int64) {
        Self.sum(stretches.dropLast(spansOn(.stretch, slotsOn: slotsOn)))
    }

    /// The codes used of today's or of one of the fourteen days before.
    func bestDay(slotsOn: Int) -> Int64 {
        days.dropLast(spansOn(.day, slotsOn: slotsOn)).max() ?? 0
    }

    private func spansOn(_ span: CodeSpan, slotsOn: Int) -> Int {
        let slots = span.seconds / CodeSpan.slot.seconds
        return Int((slot + Int64(slotsOn)) / slots - slot / slots)
    }

    private static func sum(
        _ spans: ArraySlice<(sent: Int64, verified: Int64)>
    ) -> (unverified: Int64, verified: Int64) {
        spans.reduce(into: (0, 0)) { sum, span in
            sum.0 += max(0, span.sent - span.verified)
            sum.1 += span.verified
        }
    }
}
