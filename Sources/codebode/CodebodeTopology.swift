import AMQP
import Admission
import Jobs

/// What Codebode needs in RabbitMQ: a queue for each kind of job, one for signals, one for each delay, and one for what
/// nobody could read.
///
/// Arguments are limited to those that mean the same from RabbitMQ 3.10 to 4.x. They stand on the queues, not in
/// policies, so that a declared broker and an imported one are the same.
enum CodebodeTopology {
    static let jobs = "codebode.jobs"
    static let outcomes = "codebode.outcomes"
    static let dead = "codebode.dead"
    static let signals = "codebode.\(Signal.routingKey)"

    static func queue(_ kind: JobKind) -> String { "codebode.\(kind.rawValue)" }
    static func retry(_ delay: RetryDelay) -> String { "codebode.retry.\(delay.rawValue)" }

    static var all: Topology {
        let retryExchanges = RetryDelay.allCases.map { Topology.Exchange(retry($0), .fanout) }
        let jobBindings = JobKind.allCases.map { kind in
            Topology.Binding(jobs, to: queue(kind), routingKey: kind.rawValue)
        }
        let retryBindings = RetryDelay.allCases.map { delay in
            Topology.Binding(retry(delay), to: retry(delay), routingKey: "")
        }
        return Topology(
            exchanges: [.init(jobs, .direct), .init(outcomes, .topic), .init(dead, .fanout)] + retryExchanges,
            queues: inboundQueues.map(inboundQueue) + RetryDelay.allCases.map(retryQueue) + [deadQueue],
            bindings: jobBindings + [.init(jobs, to: signals, routingKey: Signal.routingKey)] + retryBindings
                + [.init(dead, to: dead, routingKey: "")])
    }

    /// By which messages come to a queue that workers take from; nil for any other.
    static func routingKey(ofInbound queue: String) -> String? {
        inboundQueues.contains(queue) ? String(queue.dropFirst("codebode.".count)) : nil
    }

    private static var inboundQueues: [String] { JobKind.allCases.map(queue) + [signals] }

    /// What comes back unsettled too often is set aside, so that it cannot take down every worker in turn.
    private static func inboundQueue(_ name: String) -> Topology.Queue {
        .init(
            name,
            arguments: [
                "x-queue-type": "quorum", "x-delivery-limit": 20, "x-dead-letter-exchange": .string(dead),
                "x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish",
            ])
    }

    /// Looking at a letter counts as a delivery; RabbitMQ 4's own limit of 20 would soon throw it away.
    private static var deadQueue: Topology.Queue {
        .init(dead, arguments: ["x-queue-type": "quorum", "x-delivery-limit": 1_000_000])
    }

    /// One delay a queue: with mixed delays a long one would stand before the short ones. Copies keep their routing key,
    /// which brings them back to the queue of their kind.
    private static func retryQueue(_ delay: RetryDelay) -> Topology.Queue {
        .init(
            retry(delay),
            arguments: [
                "x-queue-type": "quorum", "x-message-ttl": .integer(delay.duration.wholeMilliseconds),
                "x-dead-letter-exchange": .string(jobs), "x-dead-letter-strategy": "at-least-once",
                "x-overflow": "reject-publish",
            ])
    }
}
