import Jobs

/// The name of a row.
enum RowKey: Hashable, Sendable {
    case job(JobID)
    case subject(String)
    case counters(String)
}
