import GRDB
import Jobs

/// Removes rows whose time is over, some at a time: it walks through the tables and begins again at their end. It is
/// never slower than rows are written, so the file stays within twice of what has to be kept, and it needs no index that
/// every job would have to pay for.
struct SQLiteBroom {
    private static let stride = 256

    /// Rows of each table since the last sweep.
    private var written = (jobs: 0, names: 0)
    private var jobs: Int64 = 0
    private var names = ""

    /// - Parameter keys: of the rows that were written since the last call.
    mutating func sweep(_ database: Database, after keys: some Collection<RowKey>, at now: Timestamp) throws {
        let jobs = keys.count { if case .job = $0 { true } else { false } }
        written.jobs += jobs
        written.names += keys.count - jobs
        guard written.jobs + written.names >= Self.stride else { return }
        let reach = (jobs: 2 * written.jobs, names: 2 * written.names)
        written = (0, 0)
        if reach.jobs > 0 { try sweepJobs(database, reach: Int64(reach.jobs), before: now.microseconds) }
        if reach.names > 0 { try sweepNames(database, reach: reach.names, before: now.microseconds) }
    }

    private mutating func sweepJobs(_ database: Database, reach: Int64, before now: Int64) throws {
        let last = try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(rowid) FROM job")) ?? 0
        try database.cachedStatement(sql: "DELETE FROM job WHERE rowid > ? AND rowid <= ? AND keep_until < ?")
            .execute(arguments: [jobs, jobs + reach, now])
        jobs = jobs + reach < last ? jobs + reach : 0
    }

    private mutating func sweepNames(_ database: Database, reach: Int, before now: Int64) throws {
        let look = try database.cachedStatement(
            sql: "SELECT name FROM shared WHERE name > ? ORDER BY name LIMIT 1 OFFSET ?")
        let end = try String.fetchOne(look, arguments: [names, reach])
        if let end {
            try database.cachedStatement(sql: "DELETE FROM shared WHERE name > ? AND name <= ? AND keep_until < ?")
                .execute(arguments: [names, end, now])
        } else {
            try database.cachedStatement(sql: "DELETE FROM shared WHERE name > ? AND keep_until < ?")
                .execute(arguments: [names, now])
        }
        names = end ?? ""
    }
}
