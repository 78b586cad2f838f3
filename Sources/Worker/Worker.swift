package import Admission
import Jobs
package import Logging
import ServiceLifecycle
import Synchronization

/// Takes jobs and signals until it is told to stop, and ends every one that it took.
///
/// Prefetch is the only back-pressure: there are never more tasks than deliveries that the broker lets out.
///
/// On a graceful shutdown it takes no more jobs, gives back those that it has not begun, and returns when the rest have
/// ended. If its task is cancelled, jobs stay with the broker and go to another worker; the store knows how far they
/// came.
package final class Worker: Service, CustomStringConvertible {
    let source: any JobSource
    let sink: any OutcomeSink
    let store: any JobStore
    let hash: any KeyedHash
    let chain: Chain
    let clocks: Clockwork
    let metrics: WorkerMetrics
    let logger: Logger
    private let current: Mutex<Terms>

    package init(
        source: any JobSource, sink: any OutcomeSink, store: any JobStore, hash: any KeyedHash, terms: Terms,
        clocks: Clockwork, metrics: WorkerMetrics, logger: Logger
    ) {
        self.source = source
        self.sink = sink
        self.store = store
        self.hash = hash
        current = Mutex(terms)
        chain = Chain(terms, now: clocks.monotonic)
        self.clocks = clocks
        self.metrics = metrics
        self.logger = logger
    }

    var terms: Terms { current.withLock { $0 } }

    /// From the next job on; those in hand end with what they began with.
    package func use(_ terms: Terms) async {
        await chain.follow(terms)
        current.withLock { $0 = terms }
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

    /// - Parameter trial: ends sooner than the delivery is settled, if an attempt begins.
    func process(_ delivery: InboundDelivery, on trial: Trial? = nil) async {
        switch delivery {
        case .job(let job): await process(job, on: trial)
        case .signal(let signal): await process(signal)
        }
    }

    private func process(_ delivery: JobDelivery, on trial: Trial?) async {
        metrics.count(received: delivery)
        metrics.enter(delivery.kind)
        defer { metrics.leave(delivery.kind) }
        switch await JobRun(worker: self, delivery: delivery, trial: trial).run() {
        case .tell(let event, let isRepeat): await tell(event, delivery, isRepeat: isRepeat)
        case .tellAndWatch(let event, let isRepeat, let life):
            await tell(event, delivery, isRepeat: isRepeat, watchingFor: life)
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
