package import Admission
import Jobs
package import Logging
package import Messages
import ServiceLifecycle

/// Takes jobs and signals until it is told to stop, and ends every one that it took.
///
/// Prefetch is the only back-pressure: there are never more tasks than deliveries that the broker lets out.
///
/// On a graceful shutdown it takes no more jobs, gives back those that it has not begun, and returns when the rest have
/// ended. If its task is cancelled, jobs stay with the broker and go to another worker; the store knows how far they
/// came.
package final class Worker: Service, CustomStringConvertible {
    let source: any JobSource
    let reader: JobReader
    let sink: any OutcomeSink
    let store: any JobStore
    let rules: AdmissionRules
    let destinations: DestinationPolicy
    let hash: any KeyedHash
    /// Asked for each attempt: the texts may have changed since the last one.
    let renderer: @Sendable () -> Renderer
    let routes: Routes
    let chain: Chain
    let clocks: Clockwork
    let metrics: WorkerMetrics
    let logger: Logger

    package init(
        source: any JobSource, reader: JobReader = JobReader(), sink: any OutcomeSink, store: any JobStore,
        rules: AdmissionRules,
        destinations: DestinationPolicy, hash: any KeyedHash, renderer: @escaping @Sendable () -> Renderer,
        routes: Routes,
        clocks: Clockwork, metrics: WorkerMetrics, logger: Logger
    ) {
        self.source = source
        self.reader = reader
        self.sink = sink
        self.store = store
        self.rules = rules
        self.destinations = destinations
        self.hash = hash
        self.renderer = renderer
        self.routes = routes
        chain = Chain(routes, metrics: metrics, now: clocks.monotonic)
        self.clocks = clocks
        self.metrics = metrics
        self.logger = logger
    }

    package func run() async throws {
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                let (suspects, suspected) = AsyncStream<InboundDelivery>.makeStream()
                group.addTask { await self.take(suspects) }
                for await batch in source.deliveries {
                    for delivery in batch {
                        if delivery.isSuspected {
                            suspected.yield(delivery)
                        } else {
                            group.addTask { await self.process(delivery) }
                        }
                    }
                }
                suspected.finish()
            }
        } onGracefulShutdown: {
            Task { await self.source.stop() }
        }
    }

    /// Service groups print their services; this one holds keys.
    package var description: String { "worker" }

    func process(_ delivery: InboundDelivery) async {
        switch delivery {
        case .job(let job): await process(job)
        case .signal(let signal): await process(signal)
        }
    }

    private func process(_ delivery: JobDelivery) async {
        metrics.count(received: delivery)
        metrics.enter()
        defer { metrics.leave() }
        switch await JobRun(worker: self, delivery: delivery).run() {
        case .tell(let event): await tell(event, delivery)
        case .tellAndWatch(let event, let life): await tell(event, delivery, watchingFor: life)
        case .done: await source.acknowledge(delivery.receipt)
        case .postpone(let delay, let life, let isRemembered, let notBefore):
            var copy = delivery
            copy.isRemembered = isRemembered
            copy.notBefore = notBefore
            await postpone(delivery.receipt, by: delay) { [copy] () async throws(SinkError) in
                try await sink.postpone(copy, by: delay, life: life)
            }
        }
    }
}
