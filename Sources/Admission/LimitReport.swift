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
    }

    /// A rule against toll fraud that has no room for a code to this number.
    package struct Closure: Sendable, Equatable {
        package let rule: String
        package let mode: RuleMode
        package let room: Duration
    }

    package let at: Timestamp
    /// Codes first; of notices only the kinds of which something is used up or that have no room.
    package let allowances: [Allowance]
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

    /// - Parameter counters: by the names of `keys`.
    package init(
        of subject: LimitSubject, rules: AdmissionRules, hash: some KeyedHash, counters: [String: Counters],
        at now: Timestamp
    ) {
        at = now
        allowances = Self.events.flatMap { event in
            let all = rules.limits.compactMap { limit -> Allowance? in
                guard let key = subject.key(limit.key, apart: event, hash: hash) else { return nil }
                let stored = counters[key]?[limit.name]
                return Allowance(
                    limit: limit, event: event, left: limit.room(stored, at: now),
                    room: limit.refusal(stored, at: now), recovery: limit.recovery(stored, at: now))
            }
            return event == nil || all.contains(where: \.isOfInterest) ? all : []
        }
        guard case .phone(let phone) = subject else {
            closures = []
            return
        }
        let block = counters[Self.block(phone, hash: hash)] ?? [:]
        let codes = counters[CounterKeys.conversion(phone.region)] ?? [:]
        closures = [
            rules.neighbours.flatMap { rule in
                rule.objection(to: phone.lastTwoDigits, in: block, at: now)
                    .map { Closure(rule: rule.name, mode: rule.mode, room: $0) }
            },
            rules.unverified.flatMap { rule in
                rule.objection(in: codes, at: now).map { Closure(rule: rule.name, mode: rule.mode, room: $0) }
            },
        ].compactMap(\.self)
    }

    /// The enforced rule that has room for a code last, if one has none now.
    package var refusal: (rule: String, room: Duration)? {
        let limits = allowances.compactMap { allowance -> (rule: String, room: Duration)? in
            guard allowance.event == nil, allowance.limit.mode == .enforce, let room = allowance.room else {
                return nil
            }
            return (allowance.limit.name, room)
        }
        let rules = closures.compactMap { $0.mode == .enforce ? (rule: $0.rule, room: $0.room) : nil }
        return (limits + rules).max { $0.room < $1.room }
    }

    private static let events = [nil] + SecurityEvent.allCases.map(Optional.some)

    private static func block(_ phone: PhoneNumber, hash: some KeyedHash) -> String {
        CounterKeys.block(phone, of: CounterKeys.prefix(phone, hash: hash))
    }
}

extension LimitReport.Allowance {
    fileprivate var isOfInterest: Bool {
        room != nil || !limit.key.isShared && recovery != nil
    }
}
