import Admission
import EventLoop
import Foundation
import InMemoryLogging
import Jobs
import Logging
import Messages
import MetricsTestKit
import TestSupport
import Testing

@testable import Worker

/// A worker with fakes all around it, and the journal of what it did.
struct Bench {
    let journal = Journal()
    let clock = TestClock()
    let log = InMemoryLogHandler()
    let metrics = TestMetrics()
    let rules: AdmissionRules
    let store: HookedStore
    let sink: RecordingSink
    /// What the worker can open, and what it demands.
    var reader: JobReader
    private let onPause: @Sendable () -> Void
    /// What the worker has paused in all: on its monotonic clock no other time passes.
    private let paused = Locked(Duration.zero)

    /// - Parameter onPause: while the worker pauses, in the task that pauses.
    init(
        onUnknown: AdmissionRules.OnUnknown = .resend, minimumRemaining: Duration = .seconds(30),
        limits: [Limit] = [], unverified: UnverifiedRule? = nil, lease: Duration = .seconds(30), fallback: Bool = false,
        totpDrift: Duration = .seconds(30), reader: JobReader = JobReader(),
        onPause: @escaping @Sendable () -> Void = {}
    ) {
        let sample = AdmissionRules.sample(onUnknown: onUnknown)
        let life = LifePolicy(
            minimumRemaining: minimumRemaining, clockSkew: sample.life.clockSkew,
            maximumLifetime: sample.life.maximumLifetime, totpDrift: totpDrift)
        self.reader = reader
        rules = AdmissionRules(
            life: life, limits: limits, unverified: unverified, onUnknown: sample.onUnknown, fallback: fallback,
            lease: lease)
        store = HookedStore(MemoryStore(rules: rules) { [clock] in clock.now })
        sink = RecordingSink(journal)
        self.onPause = onPause
    }

    func outlet(
        _ name: String = "first", _ channel: Channel = .sms, _ answers: AnswerClass..., edition: Int = 0,
        meanwhile: @escaping @Sendable () async -> Void = {}
    ) -> ScriptedOutlet {
        ScriptedOutlet(name, channel, answers, journal, edition: edition, meanwhile: meanwhile)
    }

    /// A way out for SMS that takes so many segments a second.
    func throttled(_ name: String, _ segmentsPerSecond: Int) -> ScriptedOutlet {
        ScriptedOutlet(
            name, .sms, [.accepted], journal, throttle: Throttle(name: name, segmentsPerSecond: segmentsPerSecond))
    }

    func worker(_ outlets: [ScriptedOutlet], source: MemoryJobSource) throws -> Worker {
        var log = log
        log.logLevel = .trace
        return Worker(
            source: source, sink: sink, store: store, hash: PlainHash(), terms: try terms(outlets),
            clocks: Clockwork(
                wall: { [clock] in clock.now },
                monotonic: { [paused] in Self.start + paused.withLock { $0 } },
                pause: { [journal, onPause, paused] span in
                    journal.note(.paused(span))
                    paused.withLock { $0 += span }
                    onPause()
                }, spread: { 0 }),
            metrics: WorkerMetrics(factory: metrics),
            logger: Logger(label: "test") { [log] _ in log })
    }

    func terms(_ outlets: [ScriptedOutlet]) throws -> Terms {
        Terms(
            reader: reader, rules: rules, destinations: DestinationPolicy(regions: ["NL"], linkHosts: []),
            renderer: try Self.renderer.get(),
            routes: Routes(
                mail: outlets.filter { $0.channel == .email }, sms: outlets.filter { $0.channel == .sms }),
            factory: metrics)
    }

    /// Hands `deliveries` to a worker, and returns when it has ended them all and left.
    func work(_ deliveries: JobDelivery..., via outlets: ScriptedOutlet...) async throws {
        let source = MemoryJobSource(journal)
        source.deliver(deliveries)
        source.finish()
        try await worker(outlets, source: source).run()
    }

    /// Hands `signals` to a worker, and returns when it has ended them all and left.
    func take(_ signals: SignalDelivery...) async throws {
        let source = MemoryJobSource(journal)
        source.deliver(signals: signals)
        source.finish()
        try await worker([], source: source).run()
    }

    /// Hands `deliveries` to a worker, and returns when it has ended them all and left.
    func take(_ deliveries: [InboundDelivery], via outlets: ScriptedOutlet...) async throws {
        let source = MemoryJobSource(journal)
        source.deliver(mixed: deliveries)
        source.finish()
        try await worker(outlets, source: source).run()
    }

    /// What came of the only job.
    func outcome() throws -> PublishedOutcome {
        try #require(sink.events.count == 1)
        return try PublishedOutcome(sink.events[0])
    }

    private static let start = ContinuousClock.now

    /// The templates that are shipped, read once for all tests.
    private static let renderer = Result {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../templates").path
        let address = try required(EmailAddress("inloggen@caren.example"))
        return Renderer(
            templates: try TemplateSet(directory: folder),
            brand: try Brand(name: "Caren", domain: try required(HostName("caren.example")), supportPhone: nil),
            sender: try required(Sender(address: address, name: "Caren")))
    }
}
