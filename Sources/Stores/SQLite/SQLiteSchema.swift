import Admission
import GRDB

/// The tables of the embedded store, and how its file is opened.
enum SQLiteSchema {
    /// Kept in `user_version`.
    static let version = 3

    static func open(_ path: String) throws(StoreError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 1
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                guard try version(of: database) <= version else { throw otherSchema(try version(of: database)) }
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                        PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000
                        """)
                // Several workers may start at once; the first makes the tables.
                try database.inTransaction(.immediate) {
                    try prepare(database)
                    return .commit
                }
            }
            return queue
        } catch {
            throw StoreError(error)
        }
    }

    private static func prepare(_ database: Database) throws {
        switch try version(of: database) {
        case 0: try database.execute(sql: tables + "PRAGMA user_version = \(version)")
        case version: break
        case let other: throw otherSchema(other)
        }
    }

    /// A file without tables is well: the first worker makes them.
    static func check(_ queue: DatabaseQueue) throws {
        let found = try queue.read(version)
        guard [0, version].contains(found) else { throw otherSchema(found) }
    }

    private static func version(of database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    private static func otherSchema(_ other: Int) -> StoreError {
        StoreError(
            .otherSchema,
            "the file has schema \(other), this program knows \(version); use the program that made it, or another file"
        )
    }

    /// Moments are microseconds since 1970 UTC; values are `Row`s. What is shared stands under names that sort
    /// together what one job needs.
    private static let tables = """
        CREATE TABLE job (
            id TEXT NOT NULL UNIQUE,
            keep_until INTEGER NOT NULL,
            value BLOB NOT NULL
        ) STRICT;

        CREATE TABLE shared (
            name TEXT PRIMARY KEY NOT NULL,
            keep_until INTEGER NOT NULL,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        """
}
