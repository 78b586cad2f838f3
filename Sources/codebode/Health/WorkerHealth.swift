import AMQP
import Admission
import Jobs
import Web
import Worker

/// How the worker is, for whoever sends it traffic, starts and stops it, or measures it.
struct WorkerHealth: HealthDesk {
    let incoming: AMQPConnection
    let outgoing: AMQPConnection
    let store: MeasuredStore
    let desk: any StoreDesk
    let drain: DrainMark
    let metrics: ProcessMetrics

    func obstacles() async -> [Obstacle] {
        let worker = drain.isDraining ? Obstacle(.worker, "it is told to leave and takes no more jobs") : nil
        return [worker, broker, await storeObstacle()].compactMap(\.self)
    }

    func measure() { metrics.measure() }

    /// Consuming begins with the connection.
    private var broker: Obstacle? {
        if !incoming.isConnected { return Obstacle(.broker, "no connection to take jobs from") }
        if !outgoing.isConnected { return Obstacle(.broker, "no connection to tell outcomes to") }
        if outgoing.isBlocked { return Obstacle(.broker, "it takes no messages: an alarm of its memory or disk") }
        return nil
    }

    /// Asks for a job that nobody sends, and looks at how the last step went: what can be read may still be full.
    private func storeObstacle() async -> Obstacle? {
        do throws(StoreError) {
            if let id = JobID("codebode-readyz") { _ = try await desk.record(id) }
        } catch {
            return Obstacle(.store, "it gives no answer (\(error.kind.rawValue))")
        }
        return store.isFailing ? Obstacle(.store, "it gave no answer to the last step") : nil
    }
}
