import Admission
import Jobs

/// The rows that steps have read and would write, on their way to a store that keeps bytes by name.
///
/// A step sees what the steps before it in the same group wrote. What it writes itself counts once `keepStep()` says so.
struct Draft<Source: RowSource>: StoreTransaction {
    private struct Cell {
        var row: Row?
        var isDirty = false
    }

    private var cells: [RowKey: Cell] = [:]
    /// In no dictionary: a step writes a handful, and looking through them costs less than a hash of a long name.
    private var step: [(key: RowKey, row: Row)] = []
    private var stepChanges: [CountersChange] = []
    private var stepFindings: [Finding] = []
    private(set) var changes: [CountersChange] = []
    private(set) var findings: [Finding] = []
    var source: Source

    init(_ source: Source) {
        self.source = source
    }

    /// The rows to be written.
    var written: [(RowKey, Row)] {
        cells.compactMap { key, cell in
            if cell.isDirty, let row = cell.row { (key, row) } else { nil }
        }
    }

    mutating func keepStep() {
        for (key, row) in step { cells[key] = Cell(row: row, isDirty: true) }
        changes += stepChanges
        findings += stepFindings
        forgetStep()
    }

    mutating func forgetStep() {
        step.removeAll(keepingCapacity: true)
        stepChanges = []
        stepFindings = []
    }

    mutating func record(_ id: JobID) throws(StoreError) -> JobRecord? {
        if case .job(let record) = try row(.job(id)) { record } else { nil }
    }

    mutating func save(_ record: JobRecord) { write(.job(record.id), .job(record)) }

    mutating func subject(_ name: String) throws(StoreError) -> Subject? {
        if case .subject(let subject) = try row(.subject(name)) { subject } else { nil }
    }

    mutating func save(_ subject: Subject, _ name: String) { write(.subject(name), .subject(subject)) }

    mutating func counters(_ key: String) throws(StoreError) -> Counters {
        if case .counters(let counters, _) = try row(.counters(key)) { counters } else { [:] }
    }

    mutating func change(
        _ key: String, _ changes: [String: CounterChange], keepUntil: Timestamp
    ) throws(StoreError) {
        var (counters, kept): (Counters, Timestamp) =
            if case .counters(let counters, let kept) = try row(.counters(key)) { (counters, kept) } else {
                ([:], keepUntil)
            }
        for (field, change) in changes { counters.apply(change, to: field) }
        kept = max(kept, keepUntil)
        write(.counters(key), .counters(counters, keepUntil: kept))
        stepChanges.append(CountersChange(key: key, changes: changes, keepUntil: kept))
    }

    mutating func job(of tag: MessageTag) throws(StoreError) -> JobID? {
        if case .message(let id, _) = try row(.message(tag)) { id } else { nil }
    }

    mutating func save(_ id: JobID, of tag: MessageTag, keepUntil: Timestamp) throws(StoreError) {
        _ = try row(.message(tag))  // a store that compares must know what it overwrites
        write(.message(tag), .message(id, keepUntil: keepUntil))
    }

    mutating func note(_ finding: Finding) { stepFindings.append(finding) }

    private mutating func write(_ key: RowKey, _ row: Row) {
        if let index = step.firstIndex(where: { $0.key == key }) {
            step[index].row = row
        } else {
            step.append((key, row))
        }
    }

    private mutating func row(_ key: RowKey) throws(StoreError) -> Row? {
        if let entry = step.first(where: { $0.key == key }) { return entry.row }
        if let cell = cells[key] { return cell.row }
        let row = try source.read(key)
        cells[key] = Cell(row: row)
        return row
    }
}

/// Changes of one step to the counters of one key.
struct CountersChange: Sendable {
    let key: String
    let changes: [String: CounterChange]
    let keepUntil: Timestamp
}

/// Where rows are read from.
protocol RowSource {
    /// `nil` if there is no such row.
    mutating func read(_ key: RowKey) throws(StoreError) -> Row?
}
