import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals
import Web

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "A stand-in SMS gateway and mail server, with an inbox to look at.",
        discussion: """
            Nothing leaves this machine. Point a worker at it with the gateway `sandbox` and the relay \
            smtp://127.0.0.1:2525?tls=none, which are the defaults. The page shows what arrives, and can be told to \
            refuse, to be slow, or to cut the connection.
            """)

    @Option(help: "The address to listen on; keep it to loopback unless in a container.")
    var host = "127.0.0.1"

    @Option(help: "The port of the inbox and the SMS gateway; 0 takes a free one.")
    var httpPort = 8_026

    @Option(help: "The port of the mail server; 0 takes a free one.")
    var smtpPort = 2_525

    @Option(help: ArgumentHelp("Another name that callers may use for it, as containers do.", valueName: "name"))
    var hostName: [String] = []

    func run() async throws {
        Log.bootstrap(LogSettings(level: .notice, format: .text))
        let sandbox = Sandbox(
            options: Sandbox.Options(
                httpHost: host, httpPort: httpPort, smtpHost: host, smtpPort: smtpPort, hostNames: hostName),
            logger: Logger(label: "sandbox")
        ) { ports in
            print("Inbox:       http://\(host):\(ports.http)/")
            print("SMS gateway: http://\(host):\(ports.http)/sms/messages")
            print("Mail server: smtp://\(host):\(ports.smtp)?tls=none")
            flushStandardOutput()
        }
        let group = ServiceGroup(
            services: [sandbox], gracefulShutdownSignals: [.sigterm, .sigint], logger: Logger(label: "sandbox"))
        do {
            try await group.run()
        } catch let error as ListenError {
            throw CommandFailure(.unavailable, error.description)
        }
    }
}
