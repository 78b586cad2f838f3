import GRDBSQLite

/// The SQLite that is loaded.
package enum SQLiteLibrary {
    package static var version: String { String(cString: sqlite3_libversion()) }
}
