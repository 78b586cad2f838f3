package import Admission
package import Jobs

/// The store's rows as plain dictionaries.
package struct MemoryTransaction: StoreTransaction, Sendable {
    package private(set) var records: [JobID: JobRecord] = [:]
    package private(set) var registers: [String: Register] = [:]
    package private(set) var allowances: [String: Timestamp] = [:]

    package init() {}

    package mutating func record(_ id: JobID) -> JobRecord? { records[id] }

    package mutating func save(_ record: JobRecord) { records[record.id] = record }

    package mutating func register(of subject: String) -> Register? { registers[subject] }

    package mutating func save(_ register: Register, of subject: String) { registers[subject] = register }

    package mutating func unended(of subject: String, except id: JobID) -> [JobRecord] {
        records.values.filter { record in
            if case .ended = record.state { return false }
            return record.subject == subject && record.id != id
        }
    }

    package mutating func allowance(_ key: String) -> Timestamp? { allowances[key] }

    package mutating func save(allowance: Timestamp, _ key: String) { allowances[key] = allowance }
}
