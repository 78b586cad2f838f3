import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// What a worker shows and takes over HTTP, at `web.listen`.
package struct WebServer: Service {
    private let host: String
    private let port: Int
    private let health: HealthRoutes?
    private let receipts: ReceiptRoutes?
    private let logger: Logger
    private let onReady: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - port: 0 takes any free one.
    ///   - onReady: called once, when it listens.
    package init(
        host: String, port: Int, health: HealthRoutes? = nil, receipts: ReceiptRoutes? = nil, logger: Logger,
        onReady: @Sendable @escaping (_ port: Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.health = health
        self.receipts = receipts
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until graceful shutdown; throws `ListenError` when the port is not to be had.
    package func run() async throws {
        let router = Router()
        health?.add(to: router)
        receipts?.add(to: router)
        let application = Application(
            router: router, server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) }, logger: logger)
        do {
            try await application.run()
        } catch let error where error is IOError || error is SocketAddressError {
            throw ListenError(error, host: host, port: port)
        }
    }
}
