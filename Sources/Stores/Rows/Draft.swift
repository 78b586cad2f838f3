import Admission
import Jobs

/// The rows that steps have read and would write, on their way to a store that keeps bytes by name.
///
/// A step sees what the steps before it in the same group wrote. What it writes itself counts once `keepStep()` says so.
struct Draft<Source: RowSource>: StoreTransaction {
    private var rows: DraftRows
    private var stepChanges: [CountersChange] = []
    private var stepFindings: [Finding] = []
    private(set) var changes: [CountersChange] = []
    private(set) var findings: [Finding] = []
    var source: Source

    /// - Parameter steps: how many will be taken.
    init(_ source: Source, steps: Int = 1) {
        self.source = source
        rows = DraftRows(expecting: 8 * steps)
    }

    /// The rows to be written.
    var written: [(key: RowKey, row: Row)] { rows.written }

    mutating func keepStep() {
        rows.keepStep()
        changes += stepChanges
        findings += stepFindings
        forgetStep()
    }

    mutating func forgetStep() {
        rows.forgetStep()
        stepChanges.removeAll(keepingCapacity: true)
        stepFindings.removeAll(keepingCapacity: true)
    }

    mutating func record(_ id: JobID) throws(StoreError) -> JobRecord? {
        if case .job(let record) = try row(.job(id)) { record } else { nil }
    }

    mutating func save(_ record: JobRecord) { rows.write(.job(record.id), .job(record)) }

    mutating func subject(_ name: String) throws(StoreError) -> Subject? {
        if case .subject(let subject) = try row(.subject(name)) { subject } else { nil }
    }

    mutating func save(_ subject: Subject, _ name: String) { rows.write(.subject(name), .subject(subject)) }

    mutating func counters(_ key: String) throws(StoreError) -> Counters {
        if case .counters(let counters, _) = try row(.counters(key)) { counters } else { [:] }
    }

    mutating func change(
        _ key: String, _ changes: [FieldChange], keepUntil: Timestamp
    ) throws(StoreError) {
        var (counters, kept): (Counters, Timestamp) =
            if case .counters(let counters, let kept) = try row(.counters(key)) { (counters, kept) } else {
                ([:], keepUntil)
            }
        for change in changes { counters.apply(change.change, to: change.field) }
        kept = max(kept, keepUntil)
        rows.write(.counters(key), .counters(counters, keepUntil: kept))
        stepChanges.append(CountersChange(key: key, changes: changes, keepUntil: kept))
    }

    mutating func clear(_ key: String, at now: Timestamp) {
        rows.write(.counters(key), .counters([:], keepUntil: now))
        stepChanges.append(CountersChange(key: key, changes: nil, keepUntil: now))
    }

    mutating func job(of tag: MessageTag) throws(StoreError) -> JobID? {
        if case .message(let id, _) = try row(.message(tag)) { id } else { nil }
    }

    mutating func save(_ id: JobID, of tag: MessageTag, keepUntil: Timestamp) throws(StoreError) {
        _ = try row(.message(tag))  // a store that compares must know what it overwrites
        rows.write(.message(tag), .message(id, keepUntil: keepUntil))
    }

    mutating func note(_ finding: Finding) { stepFindings.append(finding) }

    private mutating func row(_ key: RowKey) throws(StoreError) -> Row? {
        if let known = rows.find(key) { return rows[known] }
        let row = try source.read(key)
        rows.add(key, row)
        return row
    }
}

/// Changes of one step to the counters of one key.
struct CountersChange: Sendable {
    let key: String
    /// `nil` takes away all that is counted there.
    let changes: [FieldChange]?
    let keepUntil: Timestamp
}

/// Where rows are read from.
protocol RowSource {
    /// `nil` if there is no such row.
    mutating func read(_ key: RowKey) throws(StoreError) -> Row?
}
