import AMQP
import Admission
import Jobs
import Logging
import Transfers

/// Whether RabbitMQ lets us in, and what we may do there.
enum BrokerExamination {
    /// An answer that takes longer is none.
    private static let patience = Duration.seconds(2)

    /// Each of `amqp.url`: a worker goes from one to the next.
    @Sendable static func login(_ settings: Settings) async -> [Observation] {
        do throws(CommandFailure) {
            let endpoints = try BrokerConnection.options(settings.amqp, name: "doctor").endpoints
            return await endpoints.observeAtOnce { await login(to: $0, settings.amqp) }
        } catch {
            return [.error(error.message, "Mend amqp.url.")]
        }
    }

    private static func login(to endpoint: Endpoint, _ settings: AMQPSettings) async -> Observation {
        async let sight = certificate(of: endpoint, settings)
        do throws(AMQPError) {
            let server = try await server(at: endpoint, settings)
            return .reached(
                "\(endpoint.place) lets us in: \(server)", certificateEnd: try? await sight?.get().certificateEnd)
        } catch {
            if case .failure(let failure)? = await sight, failure.name == "PEER_FAILED_VERIFICATION" {
                return .error("\(endpoint.place): \(failure.text)", remedy(for: error))
            }
            return .error("\(endpoint.place): \(error)", remedy(for: error))
        }
    }

    private static func server(at endpoint: Endpoint, _ settings: AMQPSettings) async throws(AMQPError) -> String {
        var options = ConnectionOptions(endpoints: [endpoint], name: "doctor")
        options.tls = settings.tls
        options.connectTimeout = patience
        let connection: AMQPConnection
        do {
            connection = try AMQPConnection(options, logger: Logger(label: "doctor"))
        } catch {
            throw .system("\(error)")
        }
        try await connection.open()
        let server = await connection.server ?? "a broker that does not say what it is"
        await connection.close()
        return server
    }

    static func remedy(for error: AMQPError) -> String {
        switch error {
        case .broker(403, _): "Mend user or password in amqp.url; rabbitmqctl list_users."
        case .broker(530, _): "Mend the vhost in amqp.url, or let the user in: rabbitmqctl set_permissions."
        case .tlsFile: "Mend amqp.ca_file, amqp.cert_file and amqp.key_file: PEM files that this user may read."
        case .library, .system, .notConnected, .broker, .missingQueue, .consumerCancelled, .protocolViolation:
            "Does RabbitMQ run there, does the network let us through, and is its certificate one that amqp.ca_file "
                + "vouches for?"
        }
    }

    /// librabbitmq does not show it, and says little of what is wrong with it.
    private static func certificate(
        of endpoint: Endpoint, _ settings: AMQPSettings
    ) async -> Result<ServerProbe.Sight, TransferFailure>? {
        guard endpoint.usesTLS else { return nil }
        do throws(TransferFailure) {
            return .success(
                try await ServerProbe(tls: settings.tls, timeout: patience).reach("https://\(endpoint.place)/"))
        } catch {
            return .failure(error)
        }
    }

    /// What a worker needs, by the permission that RabbitMQ gives for it.
    @Sendable static func permissions(_ settings: Settings) async -> [Observation] {
        let command = "rabbitmqctl set_permissions; what a worker needs stands in docs/operations.md."
        return await BrokerVisit.make(settings) { connection throws(AMQPError) in
            var observations: [Observation] = []
            for queue in settings.worker.kinds.map(CodebodeTopology.queue) + [CodebodeTopology.signals] {
                guard try await !mayConsume(queue, on: connection) else { continue }
                observations.append(.error("this user may not read from \(queue)", command))
            }
            for exchange in [CodebodeTopology.outcomes] + RetryDelay.allCases.map(CodebodeTopology.retry) {
                guard try await !mayPublish(to: exchange, on: connection) else { continue }
                observations.append(.error("this user may not write to \(exchange)", command))
            }
            if try await !mayPublish(to: "", on: connection) {
                observations.append(
                    .warning("this user may not write to amq.default: no job with a reply_to can be ended", command))
            }
            return observations.isEmpty ? [.well("jobs may be taken, and outcomes told")] : observations
        }
    }

    /// True of a queue that is missing as well, which another examination tells.
    private static func mayConsume(_ queue: String, on connection: AMQPConnection) async throws(AMQPError) -> Bool {
        do throws(AMQPError) {
            return try await connection.mayConsume(queue)
        } catch .broker(404, _) {
            return true
        }
    }

    private static func mayPublish(to exchange: String, on connection: AMQPConnection) async throws(AMQPError) -> Bool {
        do throws(AMQPError) {
            return try await connection.mayPublish(to: exchange, routingKey: "send_code.none")
        } catch .broker(404, _) {
            return true
        }
    }
}
