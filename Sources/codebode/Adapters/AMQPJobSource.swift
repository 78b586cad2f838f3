import AMQP
import Jobs
import Worker

/// Jobs from the queues of one AMQP connection.
struct AMQPJobSource: JobSource {
    /// Counts how often a job came back through a delay queue; ours, because RabbitMQ's own counts differ by version.
    static let returnsHeader = "codebode-attempt"

    let connection: AMQPConnection
    let deliveries: AsyncStream<[JobDelivery]>

    init(_ connection: AMQPConnection) {
        self.connection = connection
        let stream = connection.deliveries
        deliveries = AsyncStream {
            for await batch in stream { return batch.compactMap(JobDelivery.init) }
            return nil
        }
    }

    func acknowledge(_ receipt: JobDelivery.Receipt) async {
        await connection.settle(Receipt(epoch: receipt.epoch, deliveryTag: receipt.tag), .acknowledge)
    }

    func stop() async {
        await connection.stopConsuming()
    }
}

extension JobDelivery {
    /// `nil` for a queue that is none of ours, which we do not consume from.
    init?(_ delivery: Delivery) {
        let kinds = JobKind.allCases.filter { CodebodeTopology.queue($0) == delivery.queue }
        guard let kind = kinds.first else { return nil }
        let returns = delivery.properties.headers[AMQPJobSource.returnsHeader]?.integer ?? 0
        self.init(
            receipt: JobDelivery.Receipt(epoch: delivery.receipt.epoch, tag: delivery.receipt.deliveryTag), kind: kind,
            body: delivery.body, size: Int(clamping: delivery.size), contentType: delivery.properties.contentType,
            messageID: delivery.properties.messageID, replyTo: delivery.properties.replyTo,
            correlationID: delivery.properties.correlationID, returns: Int(clamping: max(0, returns)))
    }
}
