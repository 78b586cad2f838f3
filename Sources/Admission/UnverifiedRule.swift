package import Jobs

/// Holds codes to one country back while too many of the recent ones were never used: toll fraud asks for codes that
/// nobody reads, people type them in.
///
/// A code belongs to the moment it was sent at, also when it is used later. Two budgets must both have room:
/// - hour: the unused codes among those of one hour stay under `hourFloor` + the greater of 1/30 of the codes used on
///   the best day and 1/5 of those used of that hour. People need minutes: in a busy minute all codes are open, whoever
///   asked for them. So the hour is the one that ended five to ten minutes ago.
/// - day: all unused codes of the last 24 hours (and of the two hours begun), the open ones, too, stay under `dayFloor`
///   + 3/10 of the codes used on the best day or in the same time, whichever is greater. That bounds what a burst can
///   do in the minutes that the hour does not see yet.
///
/// The best day is today or one of the fourteen before, by UTC. The floors are added to the shares, not alternatives:
/// where codes are few, chance alone would reach an alternative, and refusing people keeps the shares small.
/// Where fewer than four in five honest codes are used, or a gateway delivers nothing for half a busy hour, people are
/// refused. A country without a past may have only `dayFloor` codes open until the first are used. So let the rule
/// record before it enforces.
package struct UnverifiedRule: Sendable, Equatable {
    package let name: String
    package let hourFloor: Int
    package let dayFloor: Int
    package let mode: RuleMode

    package init(name: String, hourFloor: Int = 3, dayFloor: Int = 20, mode: RuleMode = .record) {
        self.name = name
        self.hourFloor = hourFloor
        self.dayFloor = dayFloor
        self.mode = mode
    }

    /// How long after the last change all of the counters may be forgotten.
    package static var memory: Duration { .seconds(CodeSpan.day.kept * CodeSpan.day.seconds) }

    package func hasRoom(in counters: Counters, at now: Timestamp) -> Bool {
        hasRoom(CodeTally(counters, at: now), slotsOn: 0)
    }

    /// How long until there is room if nobody verifies a code meanwhile; nil when there is room.
    package func objection(in counters: Counters, at now: Timestamp) -> Duration? {
        let tally = CodeTally(counters, at: now)
        if hasRoom(tally, slotsOn: 0) { return nil }
        // What is counted changes only where a slot begins, and a day and two hours from now nothing of it is left.
        let all = CodeSpan.stretch.kept * CodeSpan.stretch.seconds / CodeSpan.slot.seconds
        let slotsOn = (1..<all).first { hasRoom(tally, slotsOn: Int($0)) } ?? all
        return Timestamp(seconds: (CodeSpan.slot.index(of: now) + slotsOn) * CodeSpan.slot.seconds) - now
    }

    /// How many more codes the day's budget has room for.
    private func room(in tally: CodeTally) -> Int64 {
        let (day, best) = (tally.day(slotsOn: 0), tally.bestDay(slotsOn: 0))
        return Int64(dayFloor) + (3 * max(best, day.verified) + 9) / 10 - day.unverified
    }

    private func hasRoom(_ tally: CodeTally, slotsOn: Int) -> Bool {
        let (hour, day, best) = (
            tally.hour(slotsOn: slotsOn), tally.day(slotsOn: slotsOn), tally.bestDay(slotsOn: slotsOn)
        )
        return 30 * (hour.unverified - Int64(hourFloor)) < max(best, 6 * hour.verified)
            && 10 * (day.unverified - Int64(dayFloor)) < 3 * max(best, day.verified)
    }
}

extension UnverifiedRule {
    /// A code is about to be sent; what has become too old to be looked at goes.
    package func changesForSent(in counters: Counters, at now: Timestamp) -> [FieldChange] {
        var changes: [FieldChange] = []
        counters.visit { name, _ in
            if CodeField(name: name)?.isKept(at: now) != true { changes.append(FieldChange(name, .drop)) }
        }
        guard mode == .enforce else {
            return changes + add(1, to: [.sentInSlot, .sentInStretch], sentAt: now, at: now)
        }
        changes += add(1, to: [.sentInSlot], sentAt: now, at: now)
        // As many as have room, and no more, also when others count at the same moment.
        let stretch = CodeField(.sentInStretch, at: now).name
        let ceiling = (counters[stretch] ?? 0) &+ room(in: CodeTally(counters, at: now))
        changes.append(FieldChange(stretch, .take(from: 0, by: 1, ceiling: ceiling)))
        return changes
    }

    /// The code was not sent after all.
    package func changesForUnsent(sentAt: Timestamp, at now: Timestamp) -> [FieldChange] {
        add(-1, to: [.sentInSlot, .sentInStretch], sentAt: sentAt, at: now)
    }

    /// The code was used. To be told once for each code.
    package func changesForVerified(sentAt: Timestamp, at now: Timestamp) -> [FieldChange] {
        add(1, to: [.verifiedInSlot, .verifiedInStretch, .verifiedInDay], sentAt: sentAt, at: now)
    }

    /// - Parameter sentAt: the moment that was given when the code was sent.
    private func add(
        _ count: Int64, to kinds: [CodeField.Kind], sentAt: Timestamp, at now: Timestamp
    ) -> [FieldChange] {
        kinds.map { CodeField($0, at: sentAt) }.filter { $0.isKept(at: now) }.map { FieldChange($0.name, .add(count)) }
    }
}
