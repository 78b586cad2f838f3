import Admission
import GRDB
import GRDBSQLite

/// A compiled statement, bound and stepped without GRDB's conversions, which cost more than SQLite's own work.
///
/// Stays valid as long as the connection that compiled it.
struct SQLiteStatement {
    private let pointer: OpaquePointer
    private let connection: OpaquePointer?

    init(_ database: Database, _ sql: String) throws {
        pointer = try database.cachedStatement(sql: sql).sqliteStatement
        connection = database.sqliteConnection
    }

    /// Runs to the end; for statements that answer nothing.
    func run(_ name: String, _ keepUntil: Int64, _ value: [UInt8]) throws(StoreError) {
        defer { reset() }
        var name = name
        let status = name.withUTF8 { name in
            value.withUnsafeBytes { value in
                // The memory outlives the step; `reset` forgets it.
                bind(name, at: 1)
                sqlite3_bind_int64(pointer, 2, keepUntil)
                sqlite3_bind_blob64(pointer, 3, value.baseAddress, UInt64(value.count), nil)
                return sqlite3_step(pointer)
            }
        }
        try check(status)
    }

    /// The first column of the first row.
    func bytes(_ name: String) throws(StoreError) -> [UInt8]? {
        defer { reset() }
        var name = name
        let status = name.withUTF8 { name in
            bind(name, at: 1)
            return sqlite3_step(pointer)
        }
        guard try check(status) else { return nil }
        return [UInt8](
            UnsafeRawBufferPointer(
                start: sqlite3_column_blob(pointer, 0), count: Int(sqlite3_column_bytes(pointer, 0))))
    }

    private func bind(_ text: UnsafeBufferPointer<UInt8>, at index: Int32) {
        text.withMemoryRebound(to: CChar.self) { text in
            _ = sqlite3_bind_text(pointer, index, text.baseAddress, Int32(text.count), nil)
        }
    }

    private func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    /// True if there is a row.
    @discardableResult
    private func check(_ status: Int32) throws(StoreError) -> Bool {
        switch status {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let message = connection.map { String(cString: sqlite3_errmsg($0)) }
            throw StoreError(DatabaseError(resultCode: ResultCode(rawValue: status), message: message))
        }
    }
}
