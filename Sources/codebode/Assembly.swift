import AMQP
import Admission
import Cryptography
import Foundation
import Gateways
import Jobs
import Logging
import Messages
import Metrics
import ServiceLifecycle
import Stores
import Transfers
import UnixSignals
import Web
import Worker

/// Builds the object graph: the only place that knows all types.
struct Assembly {
    let settings: Settings
    private let logger = Logger(label: "codebode")

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// Works until a signal comes. The order of the services is the order of their start; they end the other way round,
    /// each when the one before has ended: first the worker, then the broker's connections.
    func work(declaring declare: Bool) async throws {
        let incoming = try connection("amqp-in") { options in
            options.queues = settings.worker.kinds.map(CodebodeTopology.queue) + [CodebodeTopology.signals]
            options.prefetch = settings.worker.prefetch
            options.bodyLimit = JobReader.largestBody
        }
        let outgoing = try connection("amqp-out") { _ in }
        let registry = MetricRegistry { [logger] name in
            logger.debug("a metric is not in the catalogue", metadata: ["metric": "\(name)"])
        }
        MetricsSystem.bootstrap(registry)
        // What the configuration says comes first: no store is made for a start that fails.
        let texts = TemplateFolder(settings.texts.templates)
        let provision = try Provision(settings, texts: texts, logger: logger)
        let store = try await StoreDoor(settings, logger: logger).forWork()
        let measured = MeasuredStore(store)
        let hash = try HashKey.load(settings.store)
        let worker = Worker(
            source: AMQPJobSource(incoming, hash: hash),
            sink: AMQPOutcomeSink(connection: outgoing, hash: hash, logger: logger), store: measured, hash: hash,
            terms: provision.terms, clocks: Clockwork { .wallClock },
            metrics: WorkerMetrics(room: settings.worker.room), logger: logger)
        if declare { try await declareTopology() }
        let drain = DrainMark()
        let health = WorkerHealth(
            incoming: incoming, outgoing: outgoing, store: measured, desk: store, drain: drain,
            metrics: ProcessMetrics(connections: ["amqp-in": incoming, "amqp-out": outgoing], drain: drain))
        let manager = ServiceManager { await incoming.comeRound() }
        let watch = SettingsWatch(
            provision, texts: texts, manager: manager,
            log: ReloadLog(settings: ReloadMetrics(), texts: TemplateMetrics(), logger: logger)
        ) { [logger] provision in
            let rules = provision.settings.rules
            await store.follow(rules, report: StoreDoor.report(rules, to: logger))
            await worker.use(provision.terms)
            Log.level.set(provision.settings.log.level)
        }
        let probes = ProbeResults()
        let asked: [(any Service)?] = [manager, settings.probe.isOn ? try probe(watch, outgoing, store, probes) : nil]
        let notes = NoteService(
            taker: NoteTaker(
                registry: registry, worker: worker, incoming: incoming, outgoing: outgoing, drain: drain,
                concurrency: settings.worker.concurrency, room: settings.worker.room,
                rules: { watch.provision.settings.rules.names }, probes: probes),
            board: store, logger: logger)
        let group = ServiceGroup(
            configuration: configuration(
                services: [
                    ConnectionService(name: "amqp-out", connection: outgoing), watch,
                    webService(HealthRoutes(desk: health, registry: registry), receipts(watch, for: worker)),
                    ConnectionService(name: "amqp-in", connection: incoming), RetryWatch(incoming), notes, worker,
                    SecondSignal(), drain,
                ] + asked.compactMap(\.self)))
        try await group.run()
    }

    /// - Parameter isJudged: the texts are held to all rules first, as they must be before anything is sent.
    func renderer(judging isJudged: Bool = true) throws(CommandFailure) -> Renderer {
        let folder = settings.texts.templates
        do {
            let templates =
                isJudged ? try settings.judge.verdict(on: folder).templates() : try TemplateSet(directory: folder)
            return settings.renderer(of: templates)
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }

    private func probe(
        _ watch: SettingsWatch, _ outgoing: AMQPConnection, _ desk: any StoreDesk, _ results: ProbeResults
    ) throws -> ProbeService {
        let (phone, takesReceipts) = (settings.probe.phone, settings.web.publicURL != nil)
        return ProbeService(
            settings: settings.probe, seal: { watch.provision.settings.seal.ring.keys.first },
            hash: try HashKey.load(settings.store), connection: outgoing, store: desk,
            hearsReceipts: {
                takesReceipts && watch.provision.terms.routes.sms(to: phone?.region).contains(where: \.sendsReceipts)
            },
            results: results, logger: logger)
    }

    private func receipts(_ watch: SettingsWatch, for worker: Worker) -> ReceiptRoutes? {
        guard let publicURL = settings.web.publicURL else { return nil }
        return ReceiptRoutes(
            reader: { watch.provision.outlets.receipts(of: $0) }, publicURL: publicURL,
            desk: WorkerReceiptDesk(worker: worker, logger: logger),
            now: { .wallClock }, logger: logger)
    }

    private func webService(_ health: HealthRoutes, _ receipts: ReceiptRoutes?) -> WebService {
        var web = Logger(label: "web")
        web.logLevel = max(web.logLevel, .notice)  // the server tells of itself at `info`
        let server = WebServer(
            host: settings.web.host, port: settings.web.port, health: health, receipts: receipts, logger: web)
        return WebService(server: server, logger: logger)
    }

    private func connection(
        _ name: String, _ adjust: (inout ConnectionOptions) -> Void
    ) throws(CommandFailure) -> AMQPConnection {
        var options = try BrokerConnection.options(settings.amqp, name: name)
        adjust(&options)
        do {
            return try AMQPConnection(options, logger: Logger(label: name))
        } catch {
            throw CommandFailure(.internalFault, "\(error)")
        }
    }

    private func declareTopology() async throws(CommandFailure) {
        let connection = try await BrokerConnection.open(settings.amqp, name: "topology")
        do {
            try await CodebodeTopology.all.declare(on: connection)
        } catch {
            throw CommandFailure(.unavailable, "the topology cannot be declared: \(error)")
        }
        await connection.close()
    }

    private func configuration(services: [any Service]) -> ServiceGroupConfiguration {
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // An attempt lasts 10 s at most; what is still not told by then stays with the broker.
        configuration.maximumGracefulShutdownDuration = .seconds(40)
        configuration.maximumCancellationDuration = .seconds(5)
        return configuration
    }
}
