import Admission
import Foundation
import GRDB
import Jobs

/// One open transaction, in the words of the store steps.
struct SQLiteTransaction: StoreTransaction {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    private static let columns = """
        id, fingerprint, subject, issued_at, sequence, state, token, lease_until, attempts, maybe_sent, allowances, \
        event_id, event_key, event, keep_until, provider, answer
        """

    // Built once: the text is also the key under which the compiled statement is found again.
    private static let selectByID = "SELECT \(columns) FROM job WHERE id = ?"
    private static let selectUnended = "SELECT \(columns) FROM job WHERE subject = ? AND state < 3 AND id <> ?"
    private static let upsert = """
        INSERT INTO job (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, token = excluded.token,
            lease_until = excluded.lease_until, attempts = excluded.attempts, maybe_sent = excluded.maybe_sent,
            allowances = excluded.allowances, event_id = excluded.event_id, event_key = excluded.event_key,
            event = excluded.event, provider = excluded.provider, answer = excluded.answer
        """

    mutating func record(_ id: JobID) throws(StoreError) -> JobRecord? {
        try fetch(Self.selectByID, [id.text]).first
    }

    mutating func unended(of subject: String, except id: JobID) throws(StoreError) -> [JobRecord] {
        try fetch(Self.selectUnended, [subject, id.text])
    }

    mutating func save(_ record: JobRecord) throws(StoreError) {
        let (state, hold, event): (Int, JobRecord.Hold?, OutcomeEvent?) =
            switch record.state {
            case .claimed(let hold): (0, hold, nil)
            case .sending(let hold): (1, hold, nil)
            case .waiting: (2, nil, nil)
            case .ended(let event): (3, nil, event)
            }
        try execute(
            Self.upsert,
            [
                record.id.text, record.fingerprint, record.subject, record.order.issuedAt.microseconds,
                record.order.sequence, state, Int64(bitPattern: hold?.token ?? 0), hold?.until.microseconds ?? 0,
                record.attempts, record.maybeSent, AllowanceText.write(record.allowances), event?.id,
                event?.routingKey, event.map { Data($0.body) }, record.keepUntil.microseconds,
                record.provider, record.answer?.rawValue,
            ])
    }

    mutating func register(of subject: String) throws(StoreError) -> Register? {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT id, issued_at, sequence, keep_until FROM register WHERE subject = ?")
            guard let row = try Row.fetchOne(statement, arguments: [subject]), let id = JobID(row[0]) else {
                return nil
            }
            return Register(
                id: id, order: JobOrder(issuedAt: Timestamp(microseconds: row[1]), sequence: row[2]),
                keepUntil: Timestamp(microseconds: row[3]))
        }
    }

    mutating func save(_ register: Register, of subject: String) throws(StoreError) {
        try execute(
            "INSERT OR REPLACE INTO register (subject, id, issued_at, sequence, keep_until) VALUES (?, ?, ?, ?, ?)",
            [
                subject, register.id.text, register.order.issuedAt.microseconds, register.order.sequence,
                register.keepUntil.microseconds,
            ])
    }

    mutating func allowance(_ key: String) throws(StoreError) -> Timestamp? {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT whole_at FROM allowance WHERE key = ?")
            return try Int64.fetchOne(statement, arguments: [key]).map(Timestamp.init(microseconds:))
        }
    }

    mutating func save(allowance: Timestamp, _ key: String) throws(StoreError) {
        try execute("INSERT OR REPLACE INTO allowance (key, whole_at) VALUES (?, ?)", [key, allowance.microseconds])
    }

    /// Forgets rows that can answer nobody any more; true if there may be more of them.
    mutating func prune(before now: Timestamp, atMost count: Int) throws(StoreError) -> Bool {
        var isFull = false
        for (table, key, condition) in Self.perishable {
            try execute(
                "DELETE FROM \(table) WHERE \(key) IN (SELECT \(key) FROM \(table) WHERE \(condition) LIMIT ?)",
                [now.microseconds, count])
            isFull = isFull || database.changesCount == count
        }
        return isFull
    }

    /// A job that has not ended stays: its copy is still in the broker, however long that was down.
    private static let perishable = [
        ("job", "rowid", "keep_until < ? AND state = 3"), ("register", "subject", "keep_until < ?"),
        ("allowance", "key", "whole_at < ?"),
    ]

    private func fetch(_ sql: String, _ arguments: StatementArguments) throws(StoreError) -> [JobRecord] {
        try read { database in
            try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map(JobRecord.init)
        }
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws(StoreError) {
        try read { database in try database.cachedStatement(sql: sql).execute(arguments: arguments) }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try body(database)
        } catch {
            throw StoreError(error)
        }
    }
}

extension JobRecord {
    fileprivate init(_ row: Row) throws(StoreError) {
        guard let id = JobID(row[0]) else { throw StoreError(.corrupt, "a job's id cannot be read") }
        let hold = Hold(token: UInt64(bitPattern: row[6]), until: Timestamp(microseconds: row[7]))
        let state: State
        switch row[5] as Int {
        case 0: state = .claimed(hold)
        case 1: state = .sending(hold)
        case 2: state = .waiting
        default:
            guard let eventID: String = row[11], let eventKey: String = row[12], let event: Data = row[13] else {
                throw StoreError(.corrupt, "an ended job has no outcome")
            }
            state = .ended(OutcomeEvent(id: eventID, routingKey: eventKey, body: Array(event)))
        }
        let allowances: String = row[10]
        self.init(
            id: id, fingerprint: row[1], subject: row[2],
            order: JobOrder(issuedAt: Timestamp(microseconds: row[3]), sequence: row[4]), state: state,
            attempts: row[8], maybeSent: row[9], provider: row[15],
            answer: (row[16] as String?).flatMap(AnswerClass.init(rawValue:)),
            allowances: AllowanceText.read(allowances),
            keepUntil: Timestamp(microseconds: row[14]))
    }
}
