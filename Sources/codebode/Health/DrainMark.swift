import ServiceLifecycle
import Synchronization

/// Knows from when on the worker takes no more jobs. The last of the services, since they are asked to leave from the last
/// to the first.
final class DrainMark: Service, CustomStringConvertible {
    private let hasBegun = Atomic(false)

    var isDraining: Bool { hasBegun.load(ordering: .relaxed) }
    var description: String { "drain" }

    func run() async throws {
        try await gracefulShutdown()
        hasBegun.store(true, ordering: .relaxed)
    }
}
