import AMQP
import Admission
import Jobs
import Logging
import Worker

/// Outcomes and waiting copies, published on a connection of their own.
struct AMQPOutcomeSink: OutcomeSink {
    let connection: AMQPConnection
    /// Makes the marks that tell a job that the store knows.
    let hash: any KeyedHash
    let logger: Logger

    func publish(_ event: OutcomeEvent, answering delivery: JobDelivery) async throws(SinkError) {
        var message = Message(event, correlationID: delivery.correlationID, trace: delivery.trace)
        try await publish(message, isOptional: true)
        guard let replyTo = delivery.replyTo, !replyTo.isEmpty else { return }
        message.exchange = ""  // the default exchange: the routing key is the queue's name
        message.routingKey = replyTo
        try await publish(message, isOptional: true)
    }

    func publish(_ event: OutcomeEvent) async throws(SinkError) {
        try await publish(Message(event, correlationID: nil), isOptional: true)
    }

    func postpone(_ delivery: JobDelivery, by delay: RetryDelay, life: Duration?) async throws(SinkError) {
        var headers = lastingHeaders(of: delivery)
        headers[AMQPJobSource.returnsHeader] = .integer(Int64(delivery.returns + 1))
        if let moment = delivery.notBefore {
            headers[AMQPJobSource.notBeforeHeader] = .integer(moment.microseconds / 1_000)
        }
        let message = Message(
            exchange: CodebodeTopology.retry(delay), routingKey: delivery.kind.rawValue, body: delivery.body,
            properties: Properties(
                contentType: delivery.contentType, messageID: delivery.messageID,
                correlationID: delivery.correlationID, replyTo: delivery.replyTo,
                expiration: life.map { String(max(1, $0.wholeMilliseconds)) },
                headers: headers))
        try await publish(message, isOptional: false)
    }

    func postpone(_ delivery: SignalDelivery, by delay: RetryDelay) async throws(SinkError) {
        let message = Message(
            exchange: CodebodeTopology.retry(delay), routingKey: Signal.routingKey, body: delivery.body,
            properties: Properties(
                contentType: delivery.contentType, messageID: delivery.messageID,
                headers: [AMQPJobSource.returnsHeader: .integer(Int64(delivery.returns + 1))]))
        try await publish(message, isOptional: false)
    }

    func setAside(_ delivery: InboundDelivery, _ reason: SetAsideReason, _ detail: String) async throws(SinkError) {
        var message =
            switch delivery {
            case .job(let job):
                Message(
                    exchange: CodebodeTopology.dead, routingKey: job.kind.rawValue, body: job.body,
                    properties: Properties(
                        contentType: job.contentType, messageID: job.messageID, correlationID: job.correlationID,
                        replyTo: job.replyTo, headers: lastingHeaders(of: job)))
            case .signal(let signal):
                Message(
                    exchange: CodebodeTopology.dead, routingKey: Signal.routingKey, body: signal.body,
                    properties: Properties(contentType: signal.contentType, messageID: signal.messageID))
            }
        message.properties.timestamp = UInt64(max(0, Timestamp.wallClock.microseconds / 1_000_000))
        message.properties.headers[DeadLetter.reasonHeader] = .string(reason.rawValue)
        message.properties.headers[DeadLetter.detailHeader] = .string(detail)
        try await publish(message, isOptional: false)
    }

    /// What stays true of the job wherever its copy goes.
    private func lastingHeaders(of delivery: JobDelivery) -> [String: FieldValue] {
        var headers: [String: FieldValue] = [:]
        if delivery.isRemembered {
            headers[RememberedMark.header] = .string(RememberedMark.text(for: delivery.body, hash: hash))
        }
        if delivery.isWatch { headers[AMQPJobSource.watchHeader] = true }
        if let trace = delivery.trace { headers[AMQPJobSource.traceHeader] = .string(trace.text) }
        return headers
    }

    /// - Parameter isOptional: whether a message that no queue takes is done with: nobody listens for that outcome, or
    ///   the asker has gone.
    private func publish(_ message: Message, isOptional: Bool) async throws(SinkError) {
        do {
            try await connection.publish(message)
        } catch .unroutable where isOptional {
            logger.debug(
                "nobody listens for an outcome",
                metadata: ["exchange": "\(message.exchange)", "routing_key": "\(message.routingKey)"])
        } catch .tooLong where isOptional && message.exchange.isEmpty {
            // The publisher's own reply address does not fit on the wire; no try will ever succeed.
            logger.info("a reply address is too long")
        } catch {
            throw SinkError("\(message.exchange): \(error)")
        }
    }
}

extension Message {
    /// For whoever listens for outcomes.
    fileprivate init(_ event: OutcomeEvent, correlationID: String?, trace: TraceParent? = nil) {
        self.init(
            exchange: CodebodeTopology.outcomes, routingKey: event.routingKey, body: event.body,
            properties: Properties(
                contentType: OutcomeEvent.contentType, messageID: event.id, correlationID: correlationID,
                headers: trace.map { [AMQPJobSource.traceHeader: .string($0.text)] } ?? [:]))
    }
}
