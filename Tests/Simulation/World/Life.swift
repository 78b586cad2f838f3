import ServiceLifecycleTestKit
import Worker

/// One process of a worker, from its start until it leaves or is killed.
final class Life {
    /// Counts all processes of a run.
    let number: Int
    let worker: Int
    let stage: Stage
    let executor: LaneExecutor
    /// How far its wall clock stands from true time, in microseconds.
    var skew: Int64
    /// Since when it leaves a way out alone, by name.
    var openedAt: [String: Int64] = [:]
    private(set) var isDead = false
    private(set) var isStopped = false
    private(set) var hasLeft = false
    private(set) var isDraining = false
    /// While it serves.
    private(set) var service: Worker?
    private var connection: BrokerConnection?
    private var task: Task<Void, Never>?
    private var trigger: GracefulShutdownTestTrigger?
    /// Hears that it has left or was killed.
    private var onEnd: (Life) -> Void = { _ in }

    init(_ number: Int, worker: Int, skew: Int64, stage: Stage) {
        self.number = number
        self.worker = worker
        self.skew = skew
        self.stage = stage
        executor = LaneExecutor(stage.scheduler)
    }

    var isServing: Bool { !isDead && !hasLeft && !isDraining && trigger != nil }

    func start(_ service: Worker, on connection: BrokerConnection, onEnd: @escaping (Life) -> Void) {
        self.service = service
        self.connection = connection
        self.onEnd = onEnd
        let life = Confined(self)
        task = Task(executorPreference: executor) {
            await testGracefulShutdown { trigger in
                life.value.trigger = trigger
                try? await service.run()
            }
            life.value.leave()
        }
    }

    private func leave() {
        hasLeft = true
        service = nil
        trigger = nil
        task = nil
        guard !isDead else { return }
        stage.note("leaves", process: number)
        connection?.close()
        onEnd(self)
    }

    /// Between any two steps of a job something may happen to its process.
    func meet(_ job: Int) async {
        guard !isDead else { return }
        if stage.fate.strikes(.crash, job) {
            crash()
        } else if stage.fate.strikes(.freeze, job) {
            freeze(for: stage.fate.number(.episode, job, in: 500_000...60_000_000))
        } else if stage.fate.strikes(.disconnect, job) {
            connection?.lose()
        }
        if isStopped { await stage.scheduler.sleep(0) }
    }

    /// kill -9. What was written to the network before has left; its code may run on for a moment, but reaches nothing.
    func crash() {
        guard !isDead, !hasLeft else { return }
        stage.note("is killed", process: number)
        isDead = true
        connection?.close()
        task?.cancel()
        if isStopped { thaw() }
        onEnd(self)
    }

    /// SIGSTOP: nothing of it runs, while the broker, the store and the gateways go on.
    private func freeze(for span: Int64) {
        guard !isStopped else { return }
        stage.note("is stopped", process: number, code: span, "for \(span / 1_000) ms")
        isStopped = true
        stage.scheduler.stop(executor.lane)
        stage.scheduler.after(Self.heartbeats) { [self] in if isStopped { connection?.lose() } }
        stage.scheduler.after(span) { [self] in if isStopped { thaw() } }
    }

    private func thaw() {
        stage.note("goes on", process: number)
        isStopped = false
        stage.scheduler.goOn(executor.lane)
    }

    /// SIGTERM.
    func drain() {
        guard isServing, !isStopped, let trigger, let connection else { return }
        stage.note("is told to leave", process: number)
        isDraining = true
        trigger.triggerGracefulShutdown()
        connection.stopWhenAsked()
    }

    /// A second SIGTERM.
    func cancel() {
        guard !isDead, !hasLeft else { return }
        stage.note("is told to leave at once", process: number)
        task?.cancel()
    }

    /// The broker gives a connection up after three silent ones.
    private static let heartbeats: Int64 = 30_000_000
}
