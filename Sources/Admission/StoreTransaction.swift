package import Jobs

/// What one atomic store step may read and write; all of it takes effect, or nothing.
package protocol StoreTransaction {
    mutating func record(_ id: JobID) throws(StoreError) -> JobRecord?
    mutating func save(_ record: JobRecord) throws(StoreError)

    mutating func register(of subject: String) throws(StoreError) -> Register?
    mutating func save(_ register: Register, of subject: String) throws(StoreError)

    /// Admitted jobs of the subject that have not ended, but `id`.
    mutating func unended(of subject: String, except id: JobID) throws(StoreError) -> [JobRecord]

    /// When the allowance of a limit's key is whole again; `nil` if it is.
    mutating func allowance(_ key: String) throws(StoreError) -> Timestamp?
    mutating func save(allowance: Timestamp, _ key: String) throws(StoreError)
}
