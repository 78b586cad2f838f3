import Logging
import ServiceLifecycle
import Web

/// Takes receipts on a port that only one process of a machine can have: the workers share the store, so any of them will
/// do, and when that one leaves another takes its place.
struct ReceiptService: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(5)

    let server: WebServer
    let logger: Logger

    var description: String { "receipts" }

    func run() async throws {
        var isTold = false
        while !Task.isShuttingDownGracefully {
            do {
                return try await server.run()
            } catch let error as ListenError {
                if !isTold { logger.notice("receipts are left to another", metadata: ["error": "\(error)"]) }
                isTold = true
            }
            let pause: Void? = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
            if pause == nil { return }  // asked to leave, or told to
        }
    }
}
