import AMQP
import Jobs
import Logging

/// Connections to the configured brokers.
enum BrokerConnection {
    static func options(_ settings: AMQPSettings, name: String) throws(CommandFailure) -> ConnectionOptions {
        do {
            var options = ConnectionOptions(endpoints: try Endpoint.list(settings.url.revealed), name: name)
            options.tls = TLSFiles(authorities: settings.caFile)
            return options
        } catch {
            throw CommandFailure(.configuration, "amqp.url: \(error)")
        }
    }

    /// For a command: connects now or fails.
    static func open(_ settings: AMQPSettings, name: String) async throws(CommandFailure) -> AMQPConnection {
        let options = try options(settings, name: name)
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
