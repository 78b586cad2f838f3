import AMQP
import Jobs
import Logging

/// A connection for one examination: it consumes nothing and publishes nothing.
enum BrokerVisit {
    static func make(
        _ settings: Settings, _ look: @Sendable (AMQPConnection) async throws(AMQPError) -> [Observation]
    ) async -> [Observation] {
        let connection: AMQPConnection
        do throws(CommandFailure) {
            connection = try await BrokerConnection.open(settings.amqp, name: "doctor") { options in
                options.connectTimeout = .seconds(2)
                options.rpcTimeout = .seconds(2)
            }
        } catch {
            return [.error(error.message, "Look at broker first.")]
        }
        do throws(AMQPError) {
            let observations = try await look(connection)
            await connection.close()
            return observations
        } catch {
            await connection.close()
            return [.error("RabbitMQ does not answer: \(error)", BrokerExamination.remedy(for: error))]
        }
    }
}
