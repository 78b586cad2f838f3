package import Jobs

extension JobSteps {
    /// The user has typed the code of this job in. False if that changes nothing: the job is not known, sent no code by
    /// SMS, or was verified before.
    package func verify(
        _ id: JobID, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Bool {
        guard let rule = rules.unverified, var record = try store.record(id), var conversion = record.conversion,
            !conversion.isVerified, try readable(CounterKeys.conversion(conversion.region), in: &store) != nil
        else { return false }
        conversion.isVerified = true
        record.conversion = conversion
        try store.save(record)
        try store.change(
            CounterKeys.conversion(conversion.region),
            rule.changesForVerified(sentAt: conversion.admittedAt, at: now), keepUntil: now + UnverifiedRule.memory)
        return true
    }

    /// What is counted under each of the keys; nil for what is damaged.
    package func counters(
        _ keys: [String], in store: inout some StoreTransaction
    ) throws(StoreError) -> [Counters?] {
        var counters: [Counters?] = []
        for key in keys { counters.append(try readable(key, in: &store)) }
        return counters
    }

    /// Begins to count anew under these keys.
    package func reset(
        _ keys: [String], in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) {
        for key in keys { try store.clear(key, at: now) }
    }
}
