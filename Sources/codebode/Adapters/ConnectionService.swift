import AMQP
import ServiceLifecycle

/// Keeps a connection alive for as long as the services that stand on it.
struct ConnectionService: Service, CustomStringConvertible {
    let name: String
    let connection: AMQPConnection

    var description: String { name }

    func run() async throws {
        await withGracefulShutdownHandler {
            await connection.run()
        } onGracefulShutdown: {
            Task { await connection.close() }
        }
    }
}

extension AMQPConnection {
    /// Returns when the connection's thread is not stuck.
    func comeRound() {}
}
