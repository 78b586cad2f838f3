import AMQP
import Logging
import TestSupport

extension Broker {
    func options(queues: [String] = []) throws -> ConnectionOptions {
        var options = ConnectionOptions(endpoints: try Endpoint.list(url), name: "test")
        options.queues = queues
        return options
    }

    /// Runs a connection as the worker does, until `body` ends.
    func withRunning<Result>(
        queues: [String] = [],
        log: LogRecorder = LogRecorder(),
        adjust: (inout ConnectionOptions) -> Void = { _ in },
        _ body: (AMQPConnection) async throws -> Result
    ) async throws -> Result {
        var options = try options(queues: queues)
        adjust(&options)
        let connection = try AMQPConnection(options, logger: log.logger)
        async let running: Void = connection.run()
        let result = try await withCleanUp {
            try await body(connection)
        } cleanUp: {
            await connection.close()
        }
        await running
        return result
    }

    /// Opens a connection as a command does, until `body` ends.
    func withOpen<Result>(_ body: (AMQPConnection) async throws -> Result) async throws -> Result {
        let connection = try AMQPConnection(options(), logger: LogRecorder().logger)
        try await connection.open()
        return try await withCleanUp {
            try await body(connection)
        } cleanUp: {
            await connection.close()
        }
    }

    /// A new quorum queue, unless the arguments say otherwise.
    func makeQueue(_ arguments: [String: FieldValue] = ["x-queue-type": "quorum"]) async throws -> String {
        let name = uniqueName()
        try await declare(name, arguments)
        return name
    }

    func declare(_ queue: String, _ arguments: [String: FieldValue]) async throws {
        let topology = Topology(exchanges: [], queues: [.init(queue, arguments: arguments)], bindings: [])
        try await withOpen { try await topology.declare(on: $0) }
    }

    /// Waits until so many messages are ready, as seen by somebody else: a quorum queue counts late.
    func expect(_ messages: Int, in queue: String) async throws {
        try await withOpen { connection in
            while try await connection.queueDepth(queue).messages != messages {}
        }
    }
}

extension Message {
    /// Straight into a queue, through the default exchange.
    init(to queue: String, _ text: String = "", properties: Properties = Properties()) {
        self.init(exchange: "", routingKey: queue, body: Array(text.utf8), properties: properties)
    }
}

extension Delivery {
    var text: String { String(decoding: body, as: UTF8.self) }
}
