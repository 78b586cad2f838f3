import AMQP
import Admission
import Metrics
import ServiceLifecycle

/// Asks every fifteen seconds how many copies wait in the delay queues, on a connection that is there already, and shows
/// it as a metric. A gauge keeps its last value while the broker is away.
struct RetryWatch: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(15)

    private let connection: AMQPConnection
    private let ready: [(delay: RetryDelay, gauge: Meter)]

    var description: String { "retry-watch" }

    /// - Parameter connection: one that does not publish: RabbitMQ answers nothing to those while it blocks them.
    init(_ connection: AMQPConnection, factory: any MetricsFactory = MetricsSystem.factory) {
        self.connection = connection
        ready = RetryDelay.allCases.map { delay in
            (delay, Meter(label: "codebode_retry_ready", dimensions: [("delay", delay.rawValue)], factory: factory))
        }
    }

    func run() async {
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: await look() ? Self.pause : .seconds(1))
            }
        }
    }

    /// False if nothing could be asked.
    private func look() async -> Bool {
        guard connection.isConnected else { return false }
        for (delay, gauge) in ready {
            if let depth = try? await connection.queueDepth(CodebodeTopology.retry(delay)) { gauge.set(depth.messages) }
        }
        return true
    }
}
