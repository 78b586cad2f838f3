import AMQP
import EventLoop
import Logging
import TestSupport
import Testing

/// They hurt a broker that nobody else uses, one after another.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct OutageTests {
    private static let broker = Task { try await Broker.start() }

    private func withBroker(_ body: (Broker) async throws -> Void) async throws {
        let broker = try await Self.broker.value
        try await withCleanUp {
            try await body(broker)
        } cleanUp: {
            try broker.thaw()
            try await broker.setMemoryAlarm(false)
        }
    }

    @Test("after a lost connection messages come again, and a receipt of before is dropped")
    func lostConnection() async throws {
        try await withBroker { broker in
            let queue = try await broker.makeQueue()
            let log = LogRecorder()
            try await broker.withRunning(queues: [queue], log: log) { connection in
                try await connection.publish(Message(to: queue, "first"))
                var reader = DeliveryReader(connection)
                let stale = try #require(await reader.next())
                try await broker.closeAllConnections()
                let again = try #require(await reader.next())
                #expect(again.isRedelivered && again.text == "first" && again.receipt != stale.receipt)

                // On the new channel this tag is unknown or another's: telling the broker would end the channel.
                for verdict in Verdict.allCases { await connection.settle(stale.receipt, verdict) }
                try await connection.publish(Message(to: queue, "second"))
                let second = try #require(await reader.next())
                #expect(second.text == "second" && !second.isRedelivered)
                await connection.settle(again.receipt, .acknowledge)
                await connection.settle(second.receipt, .acknowledge)
            }
            try await broker.expect(0, in: queue)
            let loss = await log.line("no connection to the broker")
            #expect(loss.level == .warning)
            #expect(loss.value("code") == "320")
            #expect(loss.value("host") == "127.0.0.1:\(broker.port)")
            #expect(log.lines.filter { $0.level > .debug }.map(\.message) == [loss.message, "connected"])
        }
    }

    @Test("what was confirmed before the broker was killed is there afterwards")
    func killed() async throws {
        try await withBroker { broker in
            let queue = try await broker.makeQueue()
            try await broker.expectOnDisk(queue)
            let confirmed = Locked<Set<String>>([])
            try await broker.withRunning(adjust: { $0.confirmTimeout = .seconds(60) }) { connection in
                await withTaskGroup { group in
                    for publisher in 0..<8 {
                        group.addTask {
                            for number in 0..<100 {
                                let id = "\(publisher)-\(number)"
                                // Whether an unconfirmed one arrived is unknown: it goes again.
                                while (try? await connection.publish(Message(to: queue, id))) == nil {}
                                confirmed.withLock { _ = $0.insert(id) }
                            }
                        }
                    }
                    group.addTask {
                        while confirmed.withLock({ $0.count }) < 200 { await Task.yield() }
                        await #expect(throws: Never.self) {
                            try broker.kill()
                            try await broker.restart()
                        }
                    }
                }
            }
            var found: Set<String> = []
            try await broker.withRunning(queues: [queue]) { connection in
                var reader = DeliveryReader(connection)
                while found.count < 800, let delivery = await reader.next() {
                    found.insert(delivery.text)
                    await connection.settle(delivery.receipt, .acknowledge)
                }
            }
            #expect(confirmed.withLock { $0 } == found)
        }
    }

    @Test("an alarm stops what is published, not what is acknowledged")
    func alarm() async throws {
        try await withBroker { broker in
            let queue = try await broker.makeQueue()
            try await broker.withOpen { try await $0.publish(Message(to: queue)) }
            try await broker.withRunning(queues: [queue]) { consumer in
                var reader = DeliveryReader(consumer)
                let delivery = try #require(await reader.next())
                let log = LogRecorder()
                try await broker.withRunning(log: log, adjust: { $0.confirmTimeout = .seconds(1) }) { publisher in
                    try await broker.setMemoryAlarm(true)
                    // The node looks at its memory once a second. The last message is on its way by then, or not.
                    let error = await #expect(throws: PublishError.self) {
                        while true { try await publisher.publish(Message(to: queue)) }
                    }
                    #expect(error == .unconfirmed || error == .blocked)
                    #expect(publisher.isBlocked && publisher.isConnected && !consumer.isBlocked)
                    await #expect(throws: PublishError.blocked) { try await publisher.publish(Message(to: queue)) }

                    await consumer.settle(delivery.receipt, .acknowledge)
                    while try await broker.control("list_queues", "messages_unacknowledged").contains("1") {}

                    try await broker.setMemoryAlarm(false)
                    _ = await log.line("the broker takes messages again")
                    try await publisher.publish(Message(to: queue))
                    #expect(!publisher.isBlocked)
                }
            }
        }
    }

    @Test("a broker that froze is given up after its heartbeats, and found again when it thaws")
    func frozen() async throws {
        try await withBroker { broker in
            let queue = try await broker.makeQueue()
            let log = LogRecorder()
            let adjust: (inout ConnectionOptions) -> Void = {
                $0.heartbeat = .seconds(1)
                $0.connectTimeout = .seconds(1)
                $0.confirmTimeout = .seconds(60)
            }
            try await broker.withRunning(queues: [queue], log: log, adjust: adjust) { connection in
                try await connection.publish(Message(to: queue, "before"))
                var reader = DeliveryReader(connection)
                #expect(await reader.next()?.text == "before")
                try broker.freeze()
                _ = await log.line("no connection to the broker")
                #expect(!connection.isConnected)
                async let published: Void = connection.publish(Message(to: queue, "after"))
                try broker.thaw()
                try await published
                #expect(Set(await reader.next(2).map(\.text)) == ["before", "after"])
            }
        }
    }

    @Test("a write that a frozen broker does not take is ended from outside")
    func stuckWrite() async throws {
        try await withBroker { broker in
            let queue = try await broker.makeQueue()
            try await broker.withRunning(adjust: { $0.heartbeat = .seconds(1) }) { connection in
                try await connection.publish(Message(to: queue))
                try broker.freeze()
                let huge = Message(exchange: "", routingKey: queue, body: [UInt8](repeating: 1, count: 64 << 20))
                await #expect(throws: PublishError.unconfirmed) { try await connection.publish(huge) }
                #expect(!connection.isConnected)
                try broker.thaw()
                try await connection.publish(Message(to: queue))
            }
        }
    }
}
