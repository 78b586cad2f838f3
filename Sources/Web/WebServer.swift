import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// What a worker shows and takes over HTTP, at `web.listen`.
///
/// Nobody holds it up: connections are bounded, and each ends that does not bring a whole request in time.
package struct WebServer: Service {
    private static let connections = 512
    private static let idleLimit = TimeAmount.seconds(60)

    private let host: String
    private let port: Int
    private let health: HealthRoutes?
    private let receipts: ReceiptRoutes?
    private let logger: Logger
    private let requestLimit: TimeAmount
    private let onReady: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - port: 0 takes any free one.
    ///   - requestLimit: for a whole request, from its first byte.
    ///   - onReady: called once, when it listens.
    package init(
        host: String, port: Int, health: HealthRoutes? = nil, receipts: ReceiptRoutes? = nil, logger: Logger,
        requestLimit: Duration = .seconds(20),
        onReady: @Sendable @escaping (_ port: Int) async -> Void = { _ in }
    ) {
        self.host = host
        self.port = port
        self.health = health
        self.receipts = receipts
        self.logger = logger
        self.requestLimit = TimeAmount(requestLimit)
        self.onReady = onReady
    }

    /// Serves until graceful shutdown; throws `ListenError` when the port is not to be had.
    package func run() async throws {
        let router = Router(context: WebContext.self)
        health?.add(to: router)
        receipts?.add(to: router)
        let application = Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestDeadline(requestLimit)], idleTimeout: Self.idleLimit,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connections, logger: logger)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) }, logger: logger)
        do {
            try await application.run()
        } catch let error where error is IOError || error is SocketAddressError {
            throw ListenError(error, host: host, port: port)
        }
    }
}
