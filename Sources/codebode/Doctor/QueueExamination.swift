import AMQP
import Jobs

/// What stands in RabbitMQ, and what waits there.
enum QueueExamination {
    @Sendable static func topology(_ settings: Settings) async -> [Observation] {
        await BrokerVisit.make(settings) { connection throws(AMQPError) in
            judge(try await CodebodeTopology.all.differences(on: connection))
        }
    }

    static func judge(_ differences: [Topology.Difference]) -> [Observation] {
        var observations: [Observation] = []
        var isUnseen = false
        for difference in differences {
            switch difference {
            case .missing(let name):
                observations.append(
                    .error("\(name) is missing", "codebode topology declare, as a user who may configure."))
            case .otherwise(let name, let words):
                observations.append(
                    .error(
                        "\(name) is not as it should be: \(words)",
                        "Empty it, delete it, and run codebode topology declare: arguments cannot be changed."))
            case .unseen: isUnseen = true
            }
        }
        guard observations.isEmpty else { return observations }
        // Right for a worker's user; RabbitMQ compares for others only.
        let rest = isUnseen ? "; this user cannot see their arguments, one who may configure can" : ""
        return [.well("exchanges and queues are there\(rest)")]
    }

    @Sendable static func consumers(_ settings: Settings) async -> [Observation] {
        await BrokerVisit.make(settings) { connection throws(AMQPError) in
            var idle: [String] = []
            for queue in JobKind.allCases.map(CodebodeTopology.queue) + [CodebodeTopology.signals] {
                guard let depth = try await Self.depth(of: queue, on: connection), depth.consumers == 0 else {
                    continue
                }
                idle.append("\(queue) (\(depth.messages) wait)")
            }
            guard !idle.isEmpty else { return [.well("a worker takes from each queue that is there")] }
            return [
                .warning(
                    "nobody takes from \(idle.joined(separator: ", "))",
                    "Start a worker (codebode work) whose worker.queues has it.")
            ]
        }
    }

    @Sendable static func dead(_ settings: Settings) async -> [Observation] {
        await BrokerVisit.make(settings) { connection throws(AMQPError) in
            let count = try await Self.depth(of: CodebodeTopology.dead, on: connection)?.messages ?? 0
            guard count > 0 else { return [.well("no dead letters")] }
            return [
                .warning("dead letters: \(count)", "codebode dead list says which, and why they lie there.")
            ]
        }
    }

    /// Nil for a queue that is missing, which `topology` tells.
    private static func depth(of queue: String, on connection: AMQPConnection) async throws(AMQPError) -> QueueDepth? {
        do throws(AMQPError) {
            return try await connection.queueDepth(queue)
        } catch .missingQueue {
            return nil
        }
    }
}
