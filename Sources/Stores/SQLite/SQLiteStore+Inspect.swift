package import Admission
import GRDB

extension SQLiteStore {
    /// Whether a worker could use the file, which must be there: a database of this program's schema that takes writes.
    /// Writes nothing.
    package static func inspect(_ path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(2)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try SQLiteSchema.check(queue)
            // Takes the lock under which a worker writes, and lets go of it.
            try queue.writeWithoutTransaction { try $0.inTransaction(.immediate) { .rollback } }
        } catch {
            throw StoreError(error)
        }
    }
}
