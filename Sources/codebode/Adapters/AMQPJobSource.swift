import AMQP
import Admission
import Jobs
import Worker

/// Jobs and signals from the queues of one AMQP connection.
struct AMQPJobSource: JobSource {
    /// Counts how often a job came back through a delay queue; ours, because RabbitMQ's own counts differ by version.
    static let returnsHeader = "codebode-attempt"

    /// True on a copy that looks after a message that was sent; absent otherwise. Needs no key: such a copy sends only
    /// what the row and a receipt ask for.
    static let watchHeader = "codebode-watch"

    /// Milliseconds since 1970 before which a copy is not to be tried; absent where its delay is all.
    static let notBeforeHeader = "codebode-not-before"

    /// RabbitMQ's own count of how often a quorum queue took a message back; from 3.12 on absent on the first delivery.
    static let redeliveriesHeader = "x-delivery-count"

    /// W3C Trace Context, by the name that it has in HTTP: AMQP 0-9-1 has no standard of its own.
    static let traceHeader = "traceparent"

    let connection: AMQPConnection
    let deliveries: AsyncStream<[InboundDelivery]>

    /// - Parameter hash: tells the workers' marks from a publisher's.
    init(_ connection: AMQPConnection, hash: some KeyedHash) {
        self.connection = connection
        let stream = connection.deliveries
        deliveries = AsyncStream {
            for await batch in stream { return batch.compactMap { InboundDelivery($0, hash: hash) } }
            return nil
        }
    }

    func acknowledge(_ receipt: DeliveryReceipt) async {
        connection.acknowledge(Receipt(receipt))
    }

    func reject(_ receipt: DeliveryReceipt) async {
        await connection.settle(Receipt(receipt), .reject)
    }

    func stop() async {
        await connection.stopConsuming()
    }
}

extension InboundDelivery {
    /// `nil` for a queue that is none of ours, which we do not consume from.
    init?(_ delivery: Delivery, hash: some KeyedHash) {
        if delivery.queue == CodebodeTopology.signals {
            self = .signal(SignalDelivery(delivery))
        } else if let kind = JobKind.allCases.first(where: { CodebodeTopology.queue($0) == delivery.queue }) {
            self = .job(JobDelivery(delivery, kind, hash))
        } else {
            return nil
        }
    }
}

extension JobDelivery {
    fileprivate init(_ delivery: Delivery, _ kind: JobKind, _ hash: some KeyedHash) {
        let properties = delivery.properties
        self.init(
            receipt: DeliveryReceipt(delivery.receipt), kind: kind, body: delivery.body,
            size: Int(clamping: delivery.size), contentType: properties.contentType, messageID: properties.messageID,
            replyTo: properties.replyTo, correlationID: properties.correlationID, returns: properties.returns,
            redeliveries: properties.redeliveries,
            isRemembered: RememberedMark.isOn(properties, of: delivery.body, hash: hash),
            isWatch: properties.headers[AMQPJobSource.watchHeader] == true, notBefore: properties.notBefore,
            traceparent: properties.traceparent)
    }
}

extension SignalDelivery {
    fileprivate init(_ delivery: Delivery) {
        let properties = delivery.properties
        self.init(
            receipt: DeliveryReceipt(delivery.receipt), body: delivery.body, size: Int(clamping: delivery.size),
            contentType: properties.contentType, messageID: properties.messageID, returns: properties.returns,
            redeliveries: properties.redeliveries)
    }
}

extension Properties {
    /// Nothing from a far future or past, which could not be reckoned with.
    fileprivate var notBefore: Timestamp? {
        guard let moment = headers[AMQPJobSource.notBeforeHeader]?.integer, (0...1 << 50).contains(moment) else {
            return nil
        }
        return Timestamp(microseconds: moment * 1_000)
    }

    /// As text, whichever of its types the publisher's library took; empty, and so malformed, for what is neither.
    fileprivate var traceparent: String? {
        headers[AMQPJobSource.traceHeader].map { header in
            switch header {
            case .string(let text): text
            case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
            case .null, .bool, .integer, .double, .timestamp, .list, .table: ""
            }
        }
    }

    fileprivate var redeliveries: Int {
        Int(clamping: max(0, headers[AMQPJobSource.redeliveriesHeader]?.integer ?? 0))
    }

    fileprivate var returns: Int {
        Int(clamping: max(0, headers[AMQPJobSource.returnsHeader]?.integer ?? 0))
    }
}

extension DeliveryReceipt {
    fileprivate init(_ receipt: Receipt) {
        self.init(epoch: receipt.epoch, tag: receipt.deliveryTag)
    }
}

extension Receipt {
    fileprivate init(_ receipt: DeliveryReceipt) {
        self.init(epoch: receipt.epoch, deliveryTag: receipt.tag)
    }
}
