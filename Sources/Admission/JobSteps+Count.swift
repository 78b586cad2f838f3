import Jobs

/// A rule that has no room for a job.
struct Refusal {
    let rule: String
    let retryAfter: Duration

    var rejection: Rejection {
        Rejection(
            .rateLimited, "the limit \(rule) has no room",
            retryAfter: (retryAfter.wholeMicroseconds + 999_999) / 1_000_000)
    }
}

extension JobSteps {
    /// The rule that has room last, if one has none now. Counts as free what the elders that this job replaces would
    /// give back.
    ///
    /// - Parameter counted: names under which the job was counted before.
    func refusal(
        of arrival: Arrival, replacing elders: [JobRecord], besides counted: Set<String> = [],
        in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Refusal? {
        var latest: Refusal?
        func weigh(_ retryAfter: Duration?, _ rule: String, _ mode: RuleMode) {
            guard let retryAfter else { return }
            switch mode {
            case .record: store.note(.wouldRefuse(arrival.job.id, rule: rule))
            case .enforce:
                if retryAfter > latest?.retryAfter ?? .zero { latest = Refusal(rule: rule, retryAfter: retryAfter) }
            }
        }
        for (scope, limits, _) in rules.limitGroups {
            guard let key = arrival.keys.key(scope), !counted.contains(key) else { continue }
            do {
                let counters = try store.counters(key)
                for limit in limits {
                    let stored = credited(counters[limit.name], limit, key, elders, at: now)
                    weigh(limit.refusal(stored, at: now), limit.name, limit.mode)
                }
            } catch {
                guard error.kind == .corrupt else { throw error }
                for limit in limits {
                    store.note(.unreadable(arrival.job.id, rule: limit.name))
                    weigh(limit.onStoreFailure == .closed ? Self.patience : nil, limit.name, limit.mode)
                }
            }
        }
        if let rule = rules.neighbours, !arrival.keys.isProbe, let block = arrival.keys.block,
            let lastTwo = arrival.keys.lastTwo
        {
            if let counters = try readable(block, in: &store) {
                weigh(rule.objection(to: lastTwo, in: counters, at: now), rule.name, rule.mode)
            } else {
                store.note(.unreadable(arrival.job.id, rule: rule.name))
                if rule.mode == .enforce { weigh(Self.patience, rule.name, rule.mode) }
            }
        }
        if let rule = rules.unverified, let region = arrival.codeRegion {
            if let counters = try readable(CounterKeys.conversion(region), in: &store) {
                // Who is not refused need not know for how long, which takes far longer to reckon.
                let wait: Duration? =
                    switch rule.mode {
                    case .record: rule.hasRoom(in: counters, at: now) ? nil : .zero
                    case .enforce: rule.objection(in: counters, at: now)
                    }
                weigh(wait, rule.name, rule.mode)
            } else {
                store.note(.unreadable(arrival.job.id, rule: rule.name))
                if rule.mode == .enforce { weigh(Self.patience, rule.name, rule.mode) }
            }
        }
        return latest
    }

    /// Called when every rule that is enforced has room.
    func count(
        _ arrival: Arrival, into record: inout JobRecord, besides counted: Set<String> = [],
        in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) {
        for (scope, limits, window) in rules.limitGroups {
            // What cannot be read was let through on purpose.
            guard let key = arrival.keys.key(scope), !counted.contains(key),
                var counters = try readable(key, in: &store)
            else { continue }
            var changes: [FieldChange] = []
            var taken: Counters = [:]
            for limit in limits {
                let take = limit.take(at: now)
                guard counters.apply(take, to: limit.name) else { continue }  // it is full, and only records
                changes.append(FieldChange(limit.name, take))
                taken[limit.name] = counters[limit.name]
            }
            if !taken.isEmpty { record.allowances.append(JobRecord.Allowance(key: key, taken: taken)) }
            try store.change(key, changes, keepUntil: now + window)
        }
        if let rule = rules.neighbours, !arrival.keys.isProbe, let block = arrival.keys.block,
            let lastTwo = arrival.keys.lastTwo,
            let counters = try readable(block, in: &store)
        {
            let changes = rule.changes(for: lastTwo, in: counters, at: now)
            try store.change(block, changes, keepUntil: now + rule.window)
        }
        if let rule = rules.unverified, let region = arrival.codeRegion,
            let counters = try readable(CounterKeys.conversion(region), in: &store)
        {
            record.conversion = JobRecord.Conversion(region: region, admittedAt: now)
            let changes = rule.changesForSent(in: counters, at: now)
            try store.change(CounterKeys.conversion(region), changes, keepUntil: now + UnverifiedRule.memory)
        }
    }

    /// Undoes `count` for a job of which nothing was sent. What is counted of neighbours stays: that somebody asked is
    /// what matters there.
    func giveBack(
        _ record: JobRecord, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) {
        for allowance in record.allowances {
            // What cannot be read cannot be mended either, and a limit that left the configuration needs nothing.
            guard let counters = try readable(allowance.key, in: &store) else { continue }
            for (name, moment) in allowance.taken where counters[name] != nil {
                guard let limit = rules.limits.first(where: { $0.name == name }) else { continue }
                try store.change(
                    allowance.key, [FieldChange(name, limit.give(taken: moment, at: now))],
                    keepUntil: now + limit.window)
            }
        }
        if let rule = rules.unverified, let conversion = record.conversion,
            try readable(CounterKeys.conversion(conversion.region), in: &store) != nil
        {
            try store.change(
                CounterKeys.conversion(conversion.region),
                rule.changesForUnsent(sentAt: conversion.admittedAt, at: now),
                keepUntil: now + UnverifiedRule.memory)
        }
    }

    /// `nil` for counters that are damaged: a rule is no reason for a job never to end.
    func readable(_ key: String, in store: inout some StoreTransaction) throws(StoreError) -> Counters? {
        do {
            return try store.counters(key)
        } catch {
            guard error.kind == .corrupt else { throw error }
            return nil
        }
    }

    /// What would be stored if the elders had given back what they took.
    private func credited(
        _ stored: Int64?, _ limit: Limit, _ key: String, _ elders: [JobRecord], at now: Timestamp
    ) -> Int64? {
        guard let stored else { return nil }
        var counters: Counters = [limit.name: stored]
        for elder in elders where elder.maybeSent == 0 {
            guard let taken = elder.allowances.first(where: { $0.key == key })?.taken[limit.name] else { continue }
            counters.apply(limit.give(taken: taken, at: now), to: limit.name)
        }
        return counters[limit.name]
    }

    /// Asked again after this when a closed limit cannot be read.
    static var patience: Duration { .seconds(60) }
}

extension Arrival {
    /// The country of a code by SMS; notices are not typed in anywhere, nor are probes.
    var codeRegion: String? {
        switch job.content {
        case .loginCode, .totpCode, .confirmPhoneCode: keys.isProbe ? nil : keys.region
        case .confirmPhoneLink, .notice: nil
        }
    }
}
