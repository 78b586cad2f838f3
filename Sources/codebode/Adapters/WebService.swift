import Logging
import ServiceLifecycle
import Web

/// Holds `web.listen`, which only one process of a machine can have. Receipts do not mind: the workers share the store, so
/// any of them will do, and when that one leaves another takes its place.
struct WebService: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(5)

    let server: WebServer
    let logger: Logger

    var description: String { "web" }

    func run() async throws {
        var isTold = false
        while !Task.isShuttingDownGracefully {
            do {
                return try await server.run()
            } catch let error as ListenError {
                if !isTold {
                    logger.notice(
                        "another has web.listen: it takes the receipts, and this worker shows no metrics",
                        metadata: ["error": "\(error)"])
                }
                isTold = true
            }
            let pause: Void? = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            if pause == nil { return }  // asked to leave, or told to
        }
    }
}
