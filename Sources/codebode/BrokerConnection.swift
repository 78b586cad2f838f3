import AMQP
import Cryptography
import Jobs
import Logging

/// Connections to the configured brokers.
enum BrokerConnection {
    static func options(_ settings: AMQPSettings, name: String) throws(CommandFailure) -> ConnectionOptions {
        let endpoints: [Endpoint]
        do {
            endpoints = try Endpoint.list(settings.url.revealed)
        } catch {
            throw CommandFailure(.configuration, "amqp.url: \(error)")
        }
        if !settings.allowsPlaintext, let open = endpoints.first(where: { !$0.usesTLS && !$0.isLoopback }) {
            throw CommandFailure(
                .configuration,
                "amqp.url: amqp:// to \(open.place), another machine: the password, and every job that is not sealed, "
                    + "can be read on the way; use amqps://, or say amqp.plaintext: true")
        }
        if endpoints.contains(where: \.usesTLS) {
            do {
                _ = try TLSContext(settings.tls)  // librabbitmq reads them when it connects, which is late to say so
            } catch {
                throw CommandFailure(.configuration, "\(settings.tls.key(of: error.file, in: "amqp")): \(error)")
            }
        }
        var options = ConnectionOptions(endpoints: endpoints, name: name)
        options.tls = settings.tls
        return options
    }

    /// For a command: connects now or fails.
    static func open(
        _ settings: AMQPSettings, name: String, _ adjust: (inout ConnectionOptions) -> Void = { _ in }
    ) async throws(CommandFailure) -> AMQPConnection {
        var options = try options(settings, name: name)
        adjust(&options)
        let places = options.endpoints.map(\.place).joined(separator: ", ")
        do {
            let connection = try AMQPConnection(options, logger: Logger(label: name))
            try await connection.open()
            return connection
        } catch {
            throw CommandFailure(.unavailable, "no connection to RabbitMQ at \(places): \(error)")
        }
    }
}
