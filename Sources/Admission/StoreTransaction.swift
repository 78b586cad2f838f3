package import Jobs

/// What one atomic store step may read and write; all of it takes effect, or nothing.
package protocol StoreTransaction {
    mutating func record(_ id: JobID) throws(StoreError) -> JobRecord?
    mutating func save(_ record: JobRecord) throws(StoreError)

    mutating func subject(_ name: String) throws(StoreError) -> Subject?
    mutating func save(_ subject: Subject, _ name: String) throws(StoreError)

    /// Empty if nothing is counted under the key.
    mutating func counters(_ key: String) throws(StoreError) -> Counters
    /// - Parameter keepUntil: when the counters may be forgotten, at the earliest.
    mutating func change(
        _ key: String, _ changes: [FieldChange], keepUntil: Timestamp
    ) throws(StoreError)

    /// Begins to count anew under the key, whether what is counted there can be read or not.
    mutating func clear(_ key: String, at now: Timestamp) throws(StoreError)

    /// Which job a gateway's message is of.
    mutating func job(of tag: MessageTag) throws(StoreError) -> JobID?
    mutating func save(_ id: JobID, of tag: MessageTag, keepUntil: Timestamp) throws(StoreError)

    /// For whoever watches over the store; told once the step has taken effect.
    mutating func note(_ finding: Finding)
}
