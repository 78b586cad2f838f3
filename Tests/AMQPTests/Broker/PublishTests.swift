import AMQP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct PublishTests {
    @Test("many at once are all confirmed, and all there")
    func many() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withRunning { connection in
            try await withThrowingTaskGroup { group in
                for number in 0..<500 {
                    group.addTask { try await connection.publish(Message(to: queue, "\(number)")) }
                }
                try await group.waitForAll()
            }
        }
        try await broker.expect(500, in: queue)
    }

    @Test("a message that no queue takes is unroutable, and its neighbours are not")
    func unroutable() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withRunning { connection in
            await withTaskGroup { group in
                for number in 0..<40 {
                    group.addTask {
                        if number.isMultiple(of: 4) {
                            await #expect(throws: PublishError.unroutable(code: 312, text: "NO_ROUTE")) {
                                try await connection.publish(Message(to: "nobody.\(number % 8)"))
                            }
                        } else {
                            await #expect(throws: Never.self) { try await connection.publish(Message(to: queue)) }
                        }
                    }
                }
            }
        }
        try await broker.expect(30, in: queue)
    }

    @Test("a full queue refuses, and takes again once there is room")
    func refused() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue([
            "x-queue-type": "quorum", "x-max-length": 1, "x-overflow": "reject-publish",
        ])
        try await broker.withRunning { connection in
            var accepted = 0
            await #expect(throws: PublishError.refused) {
                // A quorum queue overshoots a little before it refuses.
                while accepted < 10 {
                    try await connection.publish(Message(to: queue))
                    accepted += 1
                }
            }
            #expect(accepted >= 1)
            await #expect(throws: PublishError.refused) { try await connection.publish(Message(to: queue)) }
            try await broker.control("purge_queue", queue)
            try await connection.publish(Message(to: queue))
        }
    }

    @Test("an exchange that does not exist costs the connection, which comes back")
    func missingExchange() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        let log = LogRecorder()
        try await broker.withRunning(log: log) { connection in
            await #expect(throws: PublishError.unconfirmed) {
                try await connection.publish(Message(exchange: "no.such.exchange", routingKey: "", body: []))
            }
            try await connection.publish(Message(to: queue))
        }
        #expect(await log.line("no connection to the broker").value("code") == "404")
    }

    @Test("a cancelled task still publishes")
    func cancelled() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        try await broker.withRunning { connection in
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                try await connection.publish(Message(to: queue))
            }
            task.cancel()
            try await task.value
        }
        try await broker.expect(1, in: queue)
    }

    @Test("what does not fit on the wire is refused before the connection notices")
    func tooLong() async throws {
        let broker = try await Broker.shared()
        try await broker.withOpen { connection in
            await #expect(throws: PublishError.tooLong(part: "routing key")) {
                try await connection.publish(Message(to: String(repeating: "a", count: 256)))
            }
            #expect(connection.isConnected)
        }
    }

    @Test("nothing is published after the end, and what waits for a connection then fails")
    func closed() async throws {
        var options = ConnectionOptions(endpoints: [try Endpoint("amqp://127.0.0.1:1")], name: "test")
        options.confirmTimeout = .seconds(60)
        let log = LogRecorder()
        let connection = try AMQPConnection(options, logger: log.logger)
        async let running: Void = connection.run()
        let published = Task { try await connection.publish(Message(to: "anywhere")) }
        _ = await log.line("no connection to the broker")
        await connection.close()
        await running
        await #expect(throws: PublishError.notConnected) { try await published.value }
        await #expect(throws: PublishError.notConnected) { try await connection.publish(Message(to: "anywhere")) }
    }

    @Test("what finds no connection in time was certainly not written")
    func noConnectionInTime() async throws {
        var options = ConnectionOptions(endpoints: [try Endpoint("amqp://127.0.0.1:1")], name: "test")
        options.confirmTimeout = .milliseconds(20)
        let connection = try AMQPConnection(options, logger: LogRecorder().logger)
        async let running: Void = connection.run()
        await #expect(throws: PublishError.notConnected) { try await connection.publish(Message(to: "anywhere")) }
        await connection.close()
        await running
    }
}
