import AMQP

/// Takes deliveries one by one from a connection's batches.
struct DeliveryReader {
    private var iterator: AsyncStream<[Delivery]>.Iterator
    private var batch: [Delivery] = []

    init(_ connection: AMQPConnection) {
        iterator = connection.deliveries.makeAsyncIterator()
    }

    mutating func next() async -> Delivery? {
        while batch.isEmpty {
            guard let next = await iterator.next() else { return nil }
            batch = next
        }
        return batch.removeFirst()
    }

    mutating func next(_ count: Int) async -> [Delivery] {
        var deliveries: [Delivery] = []
        while deliveries.count < count, let delivery = await next() { deliveries.append(delivery) }
        return deliveries
    }
}
