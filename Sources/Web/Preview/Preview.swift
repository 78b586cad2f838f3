import Hummingbird
package import Jobs
package import Logging
import NIOCore
import ServiceLifecycle

/// A page on this machine that shows every text as its readers will see it, and changes when a file is saved.
package struct Preview: Service {
    private static let heartbeat = Duration.seconds(15)
    private static let host = "127.0.0.1"

    private let port: Int
    private let kit: PreviewKit
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let onReady: @Sendable (_ port: Int) async -> Void

    /// - Parameters:
    ///   - port: 0 takes any free one.
    ///   - onReady: called once, when it listens.
    package init(
        port: Int, kit: PreviewKit, now: @escaping @Sendable () -> Timestamp, logger: Logger,
        onReady: @Sendable @escaping (_ port: Int) async -> Void
    ) {
        self.port = port
        self.kit = kit
        self.now = now
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until graceful shutdown; throws `ListenError` when the port is not to be had.
    package func run() async throws {
        let desk = PreviewDesk(kit)
        try await withThrowingTaskGroup { group in
            group.addTask { try await serve(desk) }
            group.addTask { await watch(desk) }
            group.addTask { await beat(desk) }
            // The first error ends the others; waitForAll would wait for them.
            while try await group.next() != nil {}
        }
    }

    private func serve(_ desk: PreviewDesk) async throws {
        let application = Application(
            router: PreviewRoutes(desk: desk, kit: kit, now: now).router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(Self.host, port: port)),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) }, logger: logger)
        do {
            try await application.run()
        } catch let error where error is IOError || error is SocketAddressError {
            throw ListenError(error, host: Self.host, port: port)
        }
    }

    private func watch(_ desk: PreviewDesk) async {
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            while true { try await Task.sleep(for: await desk.look()) }
        }
    }

    private func beat(_ desk: PreviewDesk) async {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.heartbeat)
                await desk.beat()
            }
        }
    }
}
