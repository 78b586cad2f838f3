import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// A stand-in SMS gateway and mail server with an inbox to look at: nothing leaves the machine.
///
/// 1. Takes text messages as a gateway does (`POST /sms/messages`) and mails over SMTP.
/// 2. Shows them to a person (`/`) and to a program (`/messages`).
/// 3. Fails when told to (`/faults`).
package struct Sandbox: Service {
    private static let heartbeat = Duration.seconds(15)

    private let options: Options
    private let logger: Logger
    private let onReady: @Sendable (BoundPorts) async -> Void

    /// `onReady` is called once, when both servers listen.
    package init(options: Options, logger: Logger, onReady: @Sendable @escaping (BoundPorts) async -> Void) {
        self.options = options
        self.logger = logger
        self.onReady = onReady
    }

    /// Serves until graceful shutdown; throws `ListenError` when a port is not to be had.
    package func run() async throws {
        let inbox = Inbox(capacity: options.capacity)
        let mail = try await SMTPServer.bind(
            host: options.smtpHost, port: options.smtpPort, inbox: inbox, logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await mail.run() }
            group.addTask { try await serveHTTP(inbox, mailPort: mail.port) }
            group.addTask { await beat(inbox) }
            // The first error ends the others; waitForAll would wait for them.
            while try await group.next() != nil {}
        }
    }

    private func serveHTTP(_ inbox: Inbox, mailPort: Int) async throws {
        let names = HostNames(options.hostNames + [options.httpHost])
        let application = Application(
            router: SandboxRoutes(inbox: inbox, names: names).router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(options.httpHost, port: options.httpPort)),
            onServerRunning: { channel in
                await onReady(BoundPorts(http: channel.localAddress?.port ?? options.httpPort, smtp: mailPort))
            },
            logger: logger)
        do {
            try await application.run()
        } catch let error where error is IOError || error is SocketAddressError {
            throw ListenError(error, host: options.httpHost, port: options.httpPort)
        }
    }

    private func beat(_ inbox: Inbox) async {
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: Self.heartbeat)
                await inbox.beat()
            }
        }
    }
}
