import Admission
import GRDB
import Jobs

/// The rows of one open transaction.
struct SQLiteRows: RowSource {
    private let readJob: SQLiteStatement
    private let readShared: SQLiteStatement
    private let writeJob: SQLiteStatement
    let writeShared: SQLiteStatement
    let database: Database

    init(_ database: Database) throws {
        self.database = database
        readJob = try SQLiteStatement(database, "SELECT value FROM job WHERE id = ?")
        readShared = try SQLiteStatement(database, "SELECT value FROM shared WHERE name = ?")
        writeJob = try SQLiteStatement(
            database,
            """
            INSERT INTO job (id, keep_until, value) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET keep_until = excluded.keep_until, value = excluded.value
            """)
        writeShared = try SQLiteStatement(
            database, "INSERT OR REPLACE INTO shared (name, keep_until, value) VALUES (?, ?, ?)")
    }

    func read(_ key: RowKey) throws(StoreError) -> Row? {
        let bytes =
            switch key {
            case .job(let id): try readJob.bytes(id.text)
            case .subject(let name), .counters(let name): try readShared.bytes(name)
            case .message(let tag): try readShared.bytes(tag.key)
            }
        return try bytes.map { bytes throws(StoreError) in try Row(bytes, of: key) }
    }

    func write(_ key: RowKey, _ row: Row) throws(StoreError) {
        switch key {
        case .job(let id): try writeJob.run(id.text, row.keepUntil.microseconds, row.encoded)
        case .subject(let name), .counters(let name):
            try writeShared.run(name, row.keepUntil.microseconds, row.encoded)
        case .message(let tag): try writeShared.run(tag.key, row.keepUntil.microseconds, row.encoded)
        }
    }
}
