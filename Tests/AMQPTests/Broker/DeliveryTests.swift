import AMQP
import Logging
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct DeliveryTests {
    @Test("a message arrives with all its properties, and is gone once acknowledged")
    func arrives() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        var properties = Properties(
            contentType: "application/json", messageID: "m-1", correlationID: "c-1", replyTo: "answers",
            expiration: "60000", timestamp: 1_766_000_000)
        properties.headers = ["attempt": 2, "deep": .table(["list": .list([true, "a"])])]
        try await broker.withRunning(queues: [queue]) { connection in
            try await connection.publish(Message(to: queue, "hello", properties: properties))
            var reader = DeliveryReader(connection)
            let delivery = try #require(await reader.next())
            properties.headers["x-delivery-count"] = delivery.properties.headers["x-delivery-count"]
            #expect(delivery.properties == properties)
            #expect(delivery.text == "hello")
            #expect(delivery.queue == queue)
            #expect(delivery.routingKey == queue)
            #expect(delivery.exchange == "")
            #expect(!delivery.isRedelivered && !delivery.isOversized && delivery.size == 5)
            await connection.settle(delivery.receipt, .acknowledge)
        }
        try await broker.expect(0, in: queue)
    }

    @Test("a requeued message comes again, a rejected one does not")
    func verdicts() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withRunning(queues: [queue]) { connection in
            try await connection.publish(Message(to: queue, "again"))
            var reader = DeliveryReader(connection)
            let first = try #require(await reader.next())
            await connection.settle(first.receipt, .requeue)
            let second = try #require(await reader.next())
            #expect(second.isRedelivered && second.text == "again")
            await connection.settle(second.receipt, .reject)
        }
        try await broker.expect(0, in: queue)
    }

    @Test("no more than the prefetch comes before something is settled")
    func prefetch() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withOpen { publisher in
            for number in 1...12 { try await publisher.publish(Message(to: queue, "\(number)")) }
        }
        try await broker.withRunning(queues: [queue], adjust: { $0.prefetch = 5 }) { connection in
            var reader = DeliveryReader(connection)
            let first = await reader.next(5)
            try await broker.expect(7, in: queue)
            await connection.settle(first[0].receipt, .acknowledge)
            #expect(await reader.next()?.text == "6")
            try await broker.expect(6, in: queue)
        }
    }

    @Test("a body over the limit is counted and dropped, and the next message is well")
    func oversized() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withRunning(queues: [queue]) { connection in
            let large = Message(exchange: "", routingKey: queue, body: [UInt8](repeating: 1, count: 1 << 20))
            try await connection.publish(large)
            try await connection.publish(Message(to: queue, "small"))
            var reader = DeliveryReader(connection)
            let delivery = try #require(await reader.next())
            #expect(delivery.isOversized && delivery.body.isEmpty && delivery.size == 1 << 20)
            await connection.settle(delivery.receipt, .reject)
            let next = try #require(await reader.next())
            #expect(next.text == "small" && !next.isOversized)
            await connection.settle(next.receipt, .acknowledge)
        }
    }

    @Test(
        "a body around the size of a frame comes back as it went",
        arguments: [0, 131_063, 131_064, 131_065, 262_128]
    )
    func frameSizes(count: Int) async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try await broker.withRunning(queues: [queue], adjust: { $0.bodyLimit = count }) { connection in
            try await connection.publish(Message(exchange: "", routingKey: queue, body: body))
            var reader = DeliveryReader(connection)
            #expect(await reader.next()?.body == body)
        }
    }

    @Test("headers nested a thousand deep crash nobody and are flagged")
    func deepHeaders() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        let nested = (0..<1_000).reduce(FieldValue.string("core")) { inner, _ in .list([inner]) }
        let properties = Properties(headers: ["flat": 1, "deep": nested])
        try await broker.withRunning(queues: [queue]) { connection in
            try await connection.publish(Message(to: queue, properties: properties))
            var reader = DeliveryReader(connection)
            let delivery = try #require(await reader.next())
            #expect(delivery.properties.headersTruncated)
            #expect(delivery.properties.headers["flat"] == 1)
            await connection.settle(delivery.receipt, .acknowledge)
        }
    }

    @Test("who stops consuming puts back what nobody took, and may settle the rest")
    func stops() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withOpen { publisher in
            for number in 1...20 { try await publisher.publish(Message(to: queue, "\(number)")) }
        }
        try await broker.withRunning(queues: [queue], adjust: { $0.prefetch = 5 }) { connection in
            var reader = DeliveryReader(connection)
            let taken = await reader.next(5)
            for delivery in taken.prefix(4) { await connection.settle(delivery.receipt, .acknowledge) }
            try await broker.expect(11, in: queue)  // four more are on their way, or buffered
            await connection.stopConsuming()
            #expect(await reader.next() == nil)
            try await broker.expect(15, in: queue)
            await connection.settle(taken[4].receipt, .acknowledge)
            #expect(connection.isConnected)
        }
        try await broker.expect(15, in: queue)
    }

    @Test("what is settled all at once just before the end stays settled")
    func settlesBeforeTheEnd() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        for _ in 1...10 {
            try await broker.withOpen { publisher in
                try await withThrowingTaskGroup { group in
                    for _ in 1...200 { group.addTask { try await publisher.publish(Message(to: queue)) } }
                    try await group.waitForAll()
                }
            }
            try await broker.withRunning(queues: [queue]) { connection in
                var reader = DeliveryReader(connection)
                let taken = await reader.next(200)
                #expect(taken.allSatisfy { !$0.isRedelivered }, "nothing comes again from the round before")
                await connection.stopConsuming()
                for delivery in taken { await connection.settle(delivery.receipt, .acknowledge) }
            }
        }
    }

    @Test("a consumer whose queue is deleted says so once, and goes on when the queue is back")
    func deletedQueue() async throws {
        let broker = try await Broker.shared()
        let classic: [String: FieldValue] = ["x-queue-type": "classic"]
        let queue = try await broker.makeQueue(classic)
        let log = LogRecorder()
        try await broker.withRunning(queues: [queue], log: log) { connection in
            var reader = DeliveryReader(connection)
            try await connection.publish(Message(to: queue, "before"))
            #expect(await reader.next()?.text == "before")
            try await broker.control("delete_queue", queue)
            let cancelled = await log.line("no connection to the broker")
            #expect(cancelled.value("error") == "the broker cancelled the consumer of \(queue)")
            let missing = await log.line("a queue is missing")
            #expect(missing.level == .error)
            #expect(missing.value("error") == "there is no queue \(queue); run: codebode topology declare")
            _ = await log.line("still no connection to the broker")

            try await broker.declare(queue, classic)
            _ = await log.line("connected")
            try await broker.withOpen { try await $0.publish(Message(to: queue, "after")) }
            #expect(await reader.next()?.text == "after")
        }
        #expect(log.lines.filter { $0.level == .error }.count == 1)
    }
}
