package import Admission
package import Jobs

/// The store's rows as plain dictionaries.
package struct MemoryTransaction: StoreTransaction, Sendable {
    package private(set) var records: [JobID: JobRecord] = [:]
    package private(set) var subjects: [String: Subject] = [:]
    package private(set) var messages: [MessageTag: JobID] = [:]
    package private(set) var counted: [String: Counters] = [:]
    package private(set) var findings: [Finding] = []
    /// Keys whose counters cannot be read.
    package var unreadable: Set<String> = []

    package init() {}

    package mutating func record(_ id: JobID) -> JobRecord? { records[id] }

    package mutating func save(_ record: JobRecord) { records[record.id] = record }

    package mutating func subject(_ name: String) -> Subject? { subjects[name] }

    package mutating func save(_ subject: Subject, _ name: String) { subjects[name] = subject }

    package mutating func counters(_ key: String) throws(StoreError) -> Counters {
        guard !unreadable.contains(key) else { throw StoreError(.corrupt, "a row cannot be read") }
        return counted[key] ?? [:]
    }

    package mutating func change(_ key: String, _ changes: [FieldChange], keepUntil: Timestamp) {
        counted[key, default: [:]].apply(changes)
    }

    package mutating func clear(_ key: String, at now: Timestamp) {
        counted[key] = nil
        unreadable.remove(key)
    }

    package mutating func job(of tag: MessageTag) -> JobID? { messages[tag] }

    package mutating func save(_ id: JobID, of tag: MessageTag, keepUntil: Timestamp) { messages[tag] = id }

    package mutating func note(_ finding: Finding) { findings.append(finding) }

    /// The store loses a job, as it may when a copy of it takes over.
    package mutating func forget(_ id: JobID) {
        if let record = records.removeValue(forKey: id) { subjects[record.subject] = nil }
    }
}
