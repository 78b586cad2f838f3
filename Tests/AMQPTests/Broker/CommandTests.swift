import AMQP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct CommandTests {
    @Test("an answer is found by its correlation id, and a missing one is not waited for after the deadline")
    func replies() async throws {
        let broker = try await Broker.shared()
        try await broker.withOpen { connection in
            let queue = try await connection.openReplyQueue()
            for id in ["other", "mine", "mine"] {
                try await connection.publish(Message(to: queue, id, properties: Properties(correlationID: id)))
            }
            #expect(await connection.reply(to: "mine", until: .now + .seconds(30))?.text == "mine")
            #expect(await connection.reply(to: "mine", until: .now + .seconds(30))?.text == "mine")
            #expect(await connection.reply(to: "mine", until: .now + .milliseconds(20)) == nil)
        }
    }

    @Test("a reply queue survives a refused publish")
    func refusedBetween() async throws {
        let broker = try await Broker.shared()
        let full = try await broker.makeQueue([
            "x-queue-type": "classic", "x-max-length": 0, "x-overflow": "reject-publish",
        ])
        try await broker.withOpen { connection in
            let queue = try await connection.openReplyQueue()
            await #expect(throws: PublishError.refused) { try await connection.publish(Message(to: full)) }
            try await connection.publish(Message(to: queue, "x", properties: Properties(correlationID: "mine")))
            #expect(await connection.reply(to: "mine", until: .now + .seconds(30))?.text == "x")
        }
    }

    @Test("a broker that is not there is an error at once, after every endpoint was tried")
    func unreachable() async throws {
        let broker = try await Broker.shared()
        var options = try broker.options()
        options.endpoints = try Endpoint.list("amqp://127.0.0.1:1,amqp://127.0.0.1:1")
        let alone = try AMQPConnection(options, logger: LogRecorder().logger)
        await #expect(throws: AMQPError.self) { try await alone.open() }
        options.endpoints += try Endpoint.list(broker.url)
        let helped = try AMQPConnection(options, logger: LogRecorder().logger)
        try await helped.open()
        #expect(helped.isConnected)
        await helped.close()
        #expect(!helped.isConnected)
    }

    @Test("a wrong password is told in the broker's words, without the password")
    func wrongPassword() async throws {
        let broker = try await Broker.shared()
        var options = try broker.options()
        options.endpoints = [try Endpoint("amqp://guest:tulp@127.0.0.1:\(broker.port)")]
        let connection = try AMQPConnection(options, logger: LogRecorder().logger)
        let error = await #expect(throws: AMQPError.self) { try await connection.open() }
        #expect(error?.code == 403)
        #expect(error?.description.contains("tulp") == false)
    }

    @Test("a topology can be declared twice, checked, and imported from its definitions")
    func topology() async throws {
        let broker = try await Broker.shared()
        let names = (0..<4).map { _ in broker.uniqueName() }
        func topology(_ exchange: String, _ queue: String) -> Topology {
            Topology(
                exchanges: [.init(exchange, .topic)],
                queues: [.init(queue, arguments: ["x-queue-type": "quorum", "x-message-ttl": 60_000])],
                bindings: [.init(exchange, to: queue, routingKey: "send_code.*")]
            )
        }
        let declared = topology(names[0], names[1])
        let imported = topology(names[2], names[3])
        try await broker.withOpen { connection in
            #expect(try await declared.missing(on: connection) == [names[0], names[1]])
            try await declared.declare(on: connection)
            try await declared.declare(on: connection)
            #expect(try await declared.missing(on: connection).isEmpty)
            try await connection.publish(Message(exchange: names[0], routingKey: "send_code.sent", body: []))
            #expect(try await connection.queueDepth(names[1]) == QueueDepth(messages: 1, consumers: 0))

            try await broker.importDefinitions(imported.definitions())
            #expect(try await imported.missing(on: connection).isEmpty)
            try await imported.declare(on: connection)
            try await connection.publish(Message(exchange: names[2], routingKey: "send_code.sent", body: []))
        }
    }

    @Test("what stands in the broker otherwise is left as it is, and so is the connection")
    func conflict() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue()
        let other = Topology(
            exchanges: [], queues: [.init(queue, arguments: ["x-queue-type": "classic"])], bindings: [])
        try await broker.withOpen { connection in
            let error = await #expect(throws: AMQPError.self) { try await other.declare(on: connection) }
            #expect(error?.code == 406)
            await #expect(throws: AMQPError.missingQueue("no.such.queue")) {
                try await connection.queueDepth("no.such.queue")
            }
            let depth = try await connection.queueDepth(queue)
            #expect(depth.messages == 0)
        }
    }
}
