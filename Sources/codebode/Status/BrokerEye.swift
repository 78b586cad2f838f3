import AMQP

/// What RabbitMQ says of our queues. Asks for their depth and never for a message: to look at one counts as a delivery.
struct BrokerEye {
    private let settings: AMQPSettings
    private var connection: AMQPConnection?

    init(_ settings: AMQPSettings) {
        self.settings = settings
    }

    /// By the queues' names; those that do not exist are absent. Connects, if there is no connection.
    mutating func look() async throws(CommandFailure) -> [String: QueueDepth] {
        do throws(AMQPError) {
            if let connection { return try await Self.depths(over: connection) }
        } catch {
            // It was lost since the last look.
            await close()
            connection = nil
        }
        let fresh = try await BrokerConnection.open(settings, name: "status") { options in
            options.connectTimeout = .seconds(2)
            options.rpcTimeout = .seconds(2)
        }
        do throws(AMQPError) {
            let depths = try await Self.depths(over: fresh)
            connection = fresh
            return depths
        } catch {
            await fresh.close()
            throw CommandFailure(.unavailable, "RabbitMQ does not say how its queues are: \(error)")
        }
    }

    func close() async {
        await connection?.close()
    }

    private static func depths(over connection: AMQPConnection) async throws(AMQPError) -> [String: QueueDepth] {
        var depths: [String: QueueDepth] = [:]
        for queue in CodebodeTopology.all.queues.map(\.name) {
            do throws(AMQPError) {
                depths[queue] = try await connection.queueDepth(queue)
            } catch .missingQueue {
                continue
            }
        }
        return depths
    }
}
