import Admission
import GRDB

/// The tables of the embedded store, and how its file is opened.
enum SQLiteSchema {
    /// Kept in `user_version`.
    static let version = 1

    static func open(_ path: String) throws(StoreError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 1
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
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
        switch try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 {
        case 0:
            try database.execute(sql: tables + "PRAGMA user_version = \(version)")
        case version:
            break
        case let newer:
            throw StoreError(.newerSchema, "the file has schema \(newer), this program knows \(version)")
        }
    }

    /// `state`: 0 claimed, 1 sending, 2 waiting, 3 ended. Moments are microseconds since 1970 UTC.
    private static let tables = """
        CREATE TABLE job (
            id TEXT NOT NULL UNIQUE,
            fingerprint TEXT NOT NULL,
            subject TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            state INTEGER NOT NULL,
            token INTEGER NOT NULL,
            lease_until INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            maybe_sent INTEGER NOT NULL,
            allowances TEXT NOT NULL,
            event_id TEXT,
            event_key TEXT,
            event BLOB,
            keep_until INTEGER NOT NULL,
            provider TEXT,
            answer TEXT
        ) STRICT;
        CREATE INDEX job_unended ON job (subject) WHERE state < 3;
        CREATE INDEX job_ended ON job (keep_until) WHERE state = 3;

        CREATE TABLE register (
            subject TEXT PRIMARY KEY NOT NULL,
            id TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            keep_until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX register_keep_until ON register (keep_until);

        CREATE TABLE allowance (
            key TEXT PRIMARY KEY NOT NULL,
            whole_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX allowance_whole_at ON allowance (whole_at);

        """
}
