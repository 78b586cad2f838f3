import Admission
import GRDB

extension StoreError {
    /// Keeps SQLite's own words; statements hold only placeholders, so no value of a job is in them.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            let kind: Kind =
                switch error.resultCode {
                case .SQLITE_FULL: .full
                case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt
                default: .unavailable
                }
            self.init(kind, "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")")
        default:
            self.init(.unavailable, "SQLite: \(type(of: error))")
        }
    }
}
