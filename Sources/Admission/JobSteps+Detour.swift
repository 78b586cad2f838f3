import Jobs

extension JobSteps {
    /// Goes on by the other channel, which a job does once. False if a rule has no room for a message there: a job that
    /// begins with mails must not become a way around what bounds the bill for SMS.
    func turn(
        _ record: inout JobRecord, to detour: Detour, _ arrival: Arrival, in store: inout some StoreTransaction,
        at now: Timestamp
    ) throws(StoreError) -> Bool {
        guard !record.isDetoured else { return false }
        let other = arrival.by(detour)
        let counted = arrival.keys.names
        let refusal = try refusal(of: other, replacing: [], besides: counted, in: &store, at: now)
        if let refusal {
            store.note(.refused(record.id, rule: refusal.rule))
            return false
        }
        try count(other, into: &record, besides: counted, in: &store, at: now)
        record.isDetoured = true
        return true
    }
}
