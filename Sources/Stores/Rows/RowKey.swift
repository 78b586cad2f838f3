import Admission
import Jobs

/// The name of a row.
enum RowKey: Hashable, Sendable {
    case job(JobID)
    case subject(String)
    case counters(String)
    /// Which job a gateway's message is of.
    case message(MessageTag)
}
