import Admission
import Jobs

/// What the stores keep, read.
enum Row: Sendable {
    /// In a box of its own: a record is large, and is handed on more often than looked at.
    indirect case job(JobRecord)
    case subject(Subject)
    /// - Parameter keepUntil: when all of them are forgotten.
    case counters(Counters, keepUntil: Timestamp)
    case message(JobID, keepUntil: Timestamp)

    /// When the row may be forgotten; a job that has not ended has a copy in the broker, however long that was down.
    var keepUntil: Timestamp {
        switch self {
        case .job(let record): record.isEnded ? record.keepUntil : Timestamp(microseconds: .max)
        case .subject(let subject): subject.keepUntil
        case .counters(_, let keepUntil), .message(_, let keepUntil): keepUntil
        }
    }
}

extension JobRecord {
    fileprivate var isEnded: Bool {
        if case .ended = state { true } else { false }
    }
}
