import Admission
import Foundation
import Jobs
import Stores

/// The store as people who help users see it.
enum Desk {
    /// Never makes a store: a wrong path would be answered with "nothing is counted".
    static func open(_ settings: Settings) async throws(CommandFailure) -> any StoreDesk {
        let path = settings.store.path
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.unavailable, "store.url: \(path): there is no store; the first worker makes it")
        }
        do {
            return try await SQLiteStore(path: path, rules: settings.rules) { .wallClock }
        } catch {
            throw CommandFailure(.unavailable, "store.url: \(path): \(error)")
        }
    }
}
