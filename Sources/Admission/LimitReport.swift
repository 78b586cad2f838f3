package import Jobs

/// How much room every rule has left for one account or address, at one moment.
package struct LimitReport: Sendable, Equatable {
    /// One limit, for codes or for one kind of notice.
    package struct Allowance: Sendable, Equatable {
        package let limit: Limit
        /// `nil` for codes.
        package let event: SecurityEvent?
        package let left: Int
        /// Until there is room for one; `nil` if there is now.
        package let room: Duration?
        /// Until the whole count is there again if nothing is taken meanwhile; `nil` if it is now.
        package let recovery: Duration?
        /// What was counted cannot be read; `left` and `room` are what the limit then makes of it (`on_store_failure`).
        package let isDamaged: Bool

        package var isWhole: Bool { recovery == nil && !isDamaged }
    }

    /// A rule that has no room for a code to this subject.
    package struct Closure: Sendable, Equatable {
        package let rule: String
        package let mode: RuleMode
        package let room: Duration
        package let isDamaged: Bool
    }

    package let at: Timestamp
    /// Codes first; of notices only the kinds of which something is used up or that have no room.
    package let allowances: [Allowance]
    /// Of the rules against toll fraud.
    package let closures: [Closure]

    /// The names under which a store counts what the report looks at.
    package static func keys(of subject: LimitSubject, rules: AdmissionRules, hash: some KeyedHash) -> [String] {
        var keys = Set<String>()
        for event in events {
            for limit in rules.limits {
                if let key = subject.key(limit.key, apart: event, hash: hash) { keys.insert(key) }
            }
        }
        if case .phone(let phone) = subject {
            keys.insert(block(phone, hash: hash))
            keys.insert(CounterKeys.conversion(phone.region))
        }
        return keys.sorted()
    }

    /// - Parameters:
    ///   - counters: by the names of `keys`.
    ///   - damaged: those of `keys` whose counters cannot be read.
    package init(
        of subject: LimitSubject, rules: AdmissionRules, hash: some KeyedHash, counters: [String: Counters],
        damaged: Set<String> = [], at now: Timestamp
    ) {
        at = now
        allowances = Self.events.flatMap { event in
            let all = rules.limits.compactMap { limit -> Allowance? in
                guard let key = subject.key(limit.key, apart: event, hash: hash) else { return nil }
                if damaged.contains(key) { return Allowance(damaged: limit, event: event) }
                let stored = counters[key]?[limit.name]
                return Allowance(
                    limit: limit, event: event, left: limit.room(stored, at: now),
                    room: limit.refusal(stored, at: now), recovery: limit.recovery(stored, at: now), isDamaged: false)
            }
            return event == nil || all.contains(where: \.isOfInterest) ? all : []
        }
        guard case .phone(let phone) = subject else {
            closures = []
            return
        }
        func closure(
            _ name: String, _ mode: RuleMode, _ key: String, _ objection: (Counters) -> Duration?
        ) -> Closure? {
            let isDamaged = damaged.contains(key)
            let room = isDamaged ? JobSteps.patience : objection(counters[key] ?? [:])
            return room.map { Closure(rule: name, mode: mode, room: $0, isDamaged: isDamaged) }
        }
        closures = [
            rules.neighbours.flatMap { rule in
                closure(rule.name, rule.mode, Self.block(phone, hash: hash)) {
                    rule.objection(to: phone.lastTwoDigits, in: $0, at: now)
                }
            },
            rules.unverified.flatMap { rule in
                closure(rule.name, rule.mode, CounterKeys.conversion(phone.region)) { rule.objection(in: $0, at: now) }
            },
        ].compactMap(\.self)
    }

    /// The enforced rule that has room for a code last, if one has none now.
    package var refusal: Closure? {
        let limits = allowances.compactMap { allowance in
            allowance.event != nil
                ? nil
                : allowance.room.map {
                    Closure(
                        rule: allowance.limit.name, mode: allowance.limit.mode, room: $0,
                        isDamaged: allowance.isDamaged)
                }
        }
        return (limits + closures).filter { $0.mode == .enforce }.max { $0.room < $1.room }
    }

    private static let events = [nil] + SecurityEvent.allCases.map(Optional.some)

    private static func block(_ phone: PhoneNumber, hash: some KeyedHash) -> String {
        CounterKeys.block(phone, of: CounterKeys.prefix(phone, hash: hash))
    }
}

extension LimitReport.Allowance {
    /// As a job finds it.
    fileprivate init(damaged limit: Limit, event: SecurityEvent?) {
        let isClosed = limit.onStoreFailure == .closed
        self.init(
            limit: limit, event: event, left: isClosed ? 0 : limit.count, room: isClosed ? JobSteps.patience : nil,
            recovery: nil, isDamaged: true)
    }

    fileprivate var isOfInterest: Bool {
        room != nil || !limit.key.isShared && !isWhole
    }
}
