import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The stand-in mail server: plain SMTP, takes mail for everyone and delivers it to the inbox only.
struct SMTPServer: Sendable {
    private let listener: NIOAsyncChannel<SMTPConnection.Wire, Never>
    private let inbox: Inbox
    private let logger: Logger
    private let idleTimeout: TimeAmount
    let port: Int

    static func bind(
        host: String, port: Int, idleTimeout: TimeAmount = .seconds(60), inbox: Inbox, logger: Logger
    ) async throws(ListenError) -> SMTPServer {
        do {
            let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .bind(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try SMTPConnection.Wire(wrappingChannelSynchronously: channel)
                    }
                }
            return SMTPServer(
                listener: listener, inbox: inbox, logger: logger, idleTimeout: idleTimeout,
                port: listener.channel.localAddress?.port ?? port)
        } catch {
            throw ListenError(error, host: host, port: port)
        }
    }

    /// Serves until graceful shutdown or cancellation; open conversations are cut off then.
    func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await listener.executeThenClose { arrivals in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await wire in arrivals {
                        group.addTask { await serve(wire) }
                    }
                }
            }
        } onCancelOrGracefulShutdown: {
            listener.channel.close(promise: nil)
        }
    }

    private func serve(_ wire: SMTPConnection.Wire) async {
        let connection = SMTPConnection(wire: wire, inbox: inbox, idleTimeout: idleTimeout)
        do {
            try await cancelWhenGracefulShutdown { try await connection.serve() }
        } catch {
            logger.debug("mail client went away", metadata: ["error": "\(type(of: error))"])
        }
    }
}
