import AMQP
import TestSupport
import Testing

/// What can be learned of a broker without changing it.
@Suite(.timeLimit(.minutes(2)))
struct InspectionTests {
    private static let standard: [String: FieldValue] = ["x-queue-type": "quorum", "x-delivery-limit": 5]

    private func topology(_ queue: String, _ arguments: [String: FieldValue]) -> Topology {
        Topology(exchanges: [], queues: [.init(queue, arguments: arguments)], bindings: [])
    }

    @Test("queues and exchanges that are missing are told, and not made")
    func missing() async throws {
        let broker = try await Broker.shared()
        let (queue, exchange) = (broker.uniqueName(), broker.uniqueName())
        let whole = Topology(
            exchanges: [.init(exchange, .topic)], queues: [.init(queue, arguments: Self.standard)], bindings: [])
        try await broker.withOpen { connection in
            for _ in 0..<2 {
                let differences = try await whole.differences(on: connection)
                #expect(differences == [.missing(exchange), .missing(queue)])
            }
        }
    }

    @Test("what is there as it should be has no difference, and another argument is named")
    func arguments() async throws {
        let broker = try await Broker.shared()
        let queue = try await broker.makeQueue(Self.standard)
        try await broker.withOpen { connection in
            #expect(try await topology(queue, Self.standard).differences(on: connection) == [])
            var other = Self.standard
            other["x-delivery-limit"] = 6
            let differences = try await topology(queue, other).differences(on: connection)
            guard case .otherwise(queue, let words)? = differences.first else {
                Issue.record("no difference: \(differences)")
                return
            }
            #expect(words.hasPrefix("inequivalent arg 'x-delivery-limit' for queue"))
        }
    }

    @Test("another kind of exchange is named")
    func kind() async throws {
        let broker = try await Broker.shared()
        let exchange = Topology(exchanges: [.init("amq.topic", .direct)], queues: [], bindings: [])
        try await broker.withOpen { connection in
            guard case .otherwise("amq.topic", let words)? = try await exchange.differences(on: connection).first else {
                Issue.record("no difference")
                return
            }
            #expect(words.contains("'type'"))
        }
    }

    @Test("permissions are told, and nothing is taken or published to learn them")
    func permissions() async throws {
        let broker = try await Broker.shared()
        let (mine, other) = (try await broker.makeQueue(), try await broker.makeQueue())
        let user = broker.uniqueName("user")
        try await broker.control("add_user", user, "secret")
        try await broker.control("set_permissions", user, "^$", "^amq.default$", "^\(mine)$")
        try await broker.withOpen { try await $0.publish(Message(to: mine)) }
        var options = try broker.options()
        options.endpoints = try Endpoint.list("amqp://\(user):secret@127.0.0.1:\(broker.port)/%2F")
        let connection = try AMQPConnection(options, logger: LogRecorder().logger)
        try await connection.open()
        #expect(try await connection.mayConsume(mine))
        #expect(try await !connection.mayConsume(other))
        #expect(try await connection.mayPublish(to: "", routingKey: mine))
        #expect(try await !connection.mayPublish(to: "amq.topic", routingKey: mine))
        #expect(try await topology(mine, Self.standard).differences(on: connection) == [.unseen(mine)])
        #expect(try await connection.queueDepth(mine) == QueueDepth(messages: 1, consumers: 0))
        await connection.close()
    }

    @Test("a broker says what it is")
    func server() async throws {
        try await Broker.shared().withOpen { connection in
            let server = try #require(await connection.server)
            #expect(server.wholeMatch(of: /RabbitMQ \d+\.\d+\.\d+.*/) != nil)
        }
    }
}
