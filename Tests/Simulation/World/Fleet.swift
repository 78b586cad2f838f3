import Admission
import Jobs
import Logging
import Messages
import Metrics
import TestSupport
import Worker

/// The workers, each of which is started again when it was killed or has left.
final class Fleet {
    private let stage: Stage
    private let broker: Broker
    private let store: SimulatedStore
    private let mistakes: Mistakes
    private let renderer: Renderer
    private let metrics: WorkerMetrics
    private(set) var gateways: [Gateway] = []
    private(set) var lives: [Life] = []
    private var skews: [Int64]
    private var isOver = false
    private var asked = 0

    init(_ stage: Stage, _ broker: Broker, _ store: SimulatedStore, _ mistakes: Mistakes) throws {
        self.stage = stage
        self.broker = broker
        self.store = store
        self.mistakes = mistakes
        renderer = try Texts.renderer.get()
        skews = stage.scenario.skews
        metrics = WorkerMetrics(factory: NOOPMetricsHandler.instance)
        let receipts = Receipts(stage) { [unowned self] in listener() }
        let names =
            (1...stage.scenario.smsGateways).map { ("sms-\($0)", Channel.sms) }
            + (1...stage.scenario.mailRelays).map { ("mail-\($0)", Channel.email) }
        for (number, (name, channel)) in names.enumerated() {
            gateways.append(Gateway(number, name, channel, stage, receipts))
        }
    }

    func start() {
        for worker in 0..<stage.scenario.workers { start(worker) }
    }

    private func start(_ worker: Int) {
        guard !isOver else { return }
        let life = Life(lives.count, worker: worker, skew: skews[worker], stage: stage)
        lives.append(life)
        stage.note("starts", process: life.number, "as worker \(worker)")
        let connection = BrokerConnection(
            broker, life: life.number, stage: stage, ignoresEpochs: mistakes.ignoresEpochs)
        life.start(service(of: life, on: connection), on: connection) { [unowned self] life in
            let pause = stage.fate.number(.restart, life.worker, in: 300_000...8_000_000)
            stage.scheduler.after(pause) { [unowned self] in start(life.worker) }
        }
        broker.connect(connection)
    }

    private func service(of life: Life, on connection: BrokerConnection) -> Worker {
        let rate = stage.scenario.throttle
        let outlets = gateways.map { gateway in
            let isThrottled = gateway.name == "sms-1"
            return GatewayPort(
                life, gateway,
                throttle: isThrottled ? rate.map { Throttle(name: gateway.name, segmentsPerSecond: $0) } : nil)
        }
        let clocks = life.clockwork
        let log = LifeLog(life)
        return Worker(
            source: SimulatedSource(life, connection),
            sink: SimulatedSink(life, broker, goesOnWithoutConfirm: mistakes.goesOnWithoutConfirm),
            store: StorePort(life, store), hash: ShortHash(),
            terms: Terms(
                rules: mistakes.workerRules?(stage.scenario.rules) ?? stage.scenario.rules,
                destinations: DestinationPolicy(regions: ["NL"], linkHosts: []), renderer: renderer,
                routes: Routes(
                    mail: outlets.filter { $0.channel == .email }, sms: outlets.filter { $0.channel == .sms }),
                factory: NOOPMetricsHandler.instance),
            clocks: mistakes.clocks?(clocks) ?? clocks, metrics: metrics,
            logger: Logger(label: "simulation") { _ in log })
    }

    /// Whoever listens for receipts now, each in turn.
    private func listener() -> Life? {
        let serving = lives.suffix(3 * skews.count).filter { $0.isServing && !$0.isStopped }
        guard !serving.isEmpty else { return nil }
        asked += 1
        return serving[asked % serving.count]
    }

    func now(of worker: Int) -> Life? {
        lives.last { $0.worker == worker && $0.isServing }
    }

    func jump(_ worker: Int, by span: Int64) {
        stage.note("a clock is set", code: span, "of worker \(worker), by \(span / 1_000_000) s")
        skews[worker] += span
        for life in lives where life.worker == worker { life.skew += span }
    }

    /// The end of the run: all leave, none comes back.
    func close() {
        isOver = true
        for life in lives { life.drain() }
    }
}

extension Life {
    var wallTime: Timestamp { noon + .microseconds(stage.now + skew) }

    fileprivate var clockwork: Clockwork {
        let life = Confined(self)
        return Clockwork(
            wall: { life.value.wallTime },
            monotonic: { Self.origin + .microseconds(life.value.stage.now) },
            pause: { span in
                guard !life.value.isDead else { return }
                await life.value.stage.scheduler.sleep(span.wholeMicroseconds)
            },
            spread: { Double(life.value.stage.fate.number(.spread, life.value.worker, in: 0...999)) / 1_000 })
    }

    /// Any moment will do: the worker looks at spans only.
    private static let origin = ContinuousClock.now
}
