import Admission
import Cryptography
package import Jobs
package import Metrics

/// Every metric of the worker, each handle made once; `docs/operations.md` says what each is for. `RuleMetrics` has those
/// of the limits, `OutletMetrics` those of the ways out, which may change.
package struct WorkerMetrics: Sendable {
    private let inFlight: Table<JobKind, Meter>
    private let received: Table<JobKind, Counter>
    private let admitted: Table<JobKind, Table<Channel, Counter>>
    private let lastReceived: Table<JobKind, Meter>
    private let lastIssued: Table<JobKind, Meter>
    private let lastAccepted: Table<JobKind, Meter>
    private let queueAge: Table<JobKind, Table<Channel, Metrics.Timer>>
    private let timeToAccepted: Table<JobKind, Table<Channel, Metrics.Timer>>
    private let lifeLeft: Table<JobKind, Table<Channel, Metrics.Timer>>
    private let outcomes: Table<JobKind, Table<EventFate, Counter>>
    private let repeats: Table<JobKind, Counter>
    private let signals: Table<SignalResult, Counter>
    private let receipts: Table<Worker.ReceiptResult, Counter>
    private let rescues: Table<Bool, Counter>
    private let setAside: Table<SetAsideReason, Counter>
    private let sealFaults: Table<SealFault, Counter>
    private let postponed: Table<RetryDelay, Counter>
    private let malformedTraces: Counter
    private let clampedAges: Counter
    private let storeFailures: Counter
    private let publishFailures: Counter

    /// - Parameter room: how many jobs of each kind the broker lets out.
    package init(room: [JobKind: Int] = [:], factory: any MetricsFactory = MetricsSystem.factory) {
        let make = MetricMaker(factory: factory)
        inFlight = Table(JobKind.allCases) { make.gauge("jobs_in_flight", ("kind", $0.rawValue)) }
        for (kind, count) in room { make.gauge("concurrency", ("kind", kind.rawValue)).set(count) }
        received = Table(JobKind.allCases) { make.counter("jobs_received_total", ("kind", $0.rawValue)) }
        admitted = Table(JobKind.allCases) { kind in
            Table(Channel.allCases) {
                make.counter("jobs_admitted_total", ("kind", kind.rawValue), ("channel", $0.rawValue))
            }
        }
        lastReceived = Table(JobKind.allCases) { make.gauge("last_received_timestamp_seconds", ("kind", $0.rawValue)) }
        lastIssued = Table(JobKind.allCases) {
            make.gauge("last_received_issued_timestamp_seconds", ("kind", $0.rawValue))
        }
        lastAccepted = Table(JobKind.allCases) { make.gauge("last_accepted_timestamp_seconds", ("kind", $0.rawValue)) }
        queueAge = make.timers("queue_age_seconds")
        timeToAccepted = make.timers("time_to_accepted_seconds")
        lifeLeft = make.timers("remaining_life_at_send_seconds")
        outcomes = Table(JobKind.allCases) { kind in
            Table(EventFate.all) { fate in
                let (outcome, channel, reason) = fate.labels
                return make.counter(
                    "outcomes_total", ("kind", kind.rawValue), ("outcome", outcome), ("channel", channel),
                    ("reason", reason))
            }
        }
        repeats = Table(JobKind.allCases) { make.counter("repeats_total", ("kind", $0.rawValue)) }
        signals = Table(SignalResult.allCases) { make.counter("signals_total", ("result", $0.rawValue)) }
        receipts = Table(Worker.ReceiptResult.allCases) { make.counter("receipts_total", ("result", $0.rawValue)) }
        rescues = Table([true, false]) { make.counter("rescues_total", ("result", $0 ? "sent" : "not_sent")) }
        setAside = Table(SetAsideReason.allCases) { make.counter("set_aside_total", ("reason", $0.rawValue)) }
        sealFaults = Table(SealFault.allCases) { make.counter("seal_faults_total", ("fault", $0.rawValue)) }
        postponed = Table(RetryDelay.allCases) { make.counter("retry_scheduled_total", ("delay", $0.rawValue)) }
        malformedTraces = make.counter("malformed_traceparents_total")
        clampedAges = make.counter("clock_skew_clamped_total")
        storeFailures = make.counter("store_failures_total")
        publishFailures = make.counter("publish_failures_total")
    }

    /// A job is in hand until `leave`.
    func enter(_ kind: JobKind) { inFlight[kind]?.increment() }
    func leave(_ kind: JobKind) { inFlight[kind]?.decrement() }

    /// A copy as it comes from the broker, before it is read.
    func count(received delivery: JobDelivery) {
        if !delivery.isWatch { received[delivery.kind]?.increment() }
        if delivery.isTraceMalformed { malformedTraces.increment() }
    }

    /// A job that comes for the first time: how long it lay in its queue.
    func note(taken job: Job, at now: Timestamp) {
        queueAge[job.kind]?[job.channel]?.recordNanoseconds(age(now - job.issuedAt))
        lastReceived[job.kind]?.set(now.seconds)
        lastIssued[job.kind]?.set(job.issuedAt.seconds)
    }

    /// A job that comes for the first time, and that nothing forbids to send.
    func count(admitted job: Job) { admitted[job.kind]?[job.channel]?.increment() }

    /// A gateway or relay has taken the message.
    ///
    /// - Parameters:
    ///   - end: of what was sent.
    ///   - took: the attempt.
    func note(accepted job: Job, by channel: Channel, until end: Timestamp, after took: Duration, at now: Timestamp) {
        timeToAccepted[job.kind]?[channel]?.recordNanoseconds(age(now - job.issuedAt))
        lifeLeft[job.kind]?[channel]?.recordNanoseconds(max(.zero, end - now + took).wholeNanoseconds)
        lastAccepted[job.kind]?.set(now.seconds)
    }

    /// - Parameter isRepeat: the job had ended before; an ending that is told again is not one more. Whoever was
    ///   superseded was ended by the newer job, and hears of it from the row for the first time.
    func count(outcome event: OutcomeEvent, isRepeat: Bool = false) {
        guard let kind = event.kind, let fate = event.fate else { return }
        if isRepeat, fate != .rejected(.superseded) {
            repeats[kind]?.increment()
        } else {
            outcomes[kind]?[fate]?.increment()
        }
    }

    func count(_ result: SignalResult) { signals[result]?.increment() }
    func count(_ result: Worker.ReceiptResult) { receipts[result]?.increment() }
    /// For a message that did not arrive.
    func count(rescue isSent: Bool) { rescues[isSent]?.increment() }
    func count(setAside reason: SetAsideReason) { setAside[reason]?.increment() }
    func count(_ fault: SealFault) { sealFaults[fault]?.increment() }
    func count(postponed delay: RetryDelay) { postponed[delay]?.increment() }
    func countStoreFailure() { storeFailures.increment() }
    func countPublishFailure() { publishFailures.increment() }

    /// The publisher's clock may be ahead of ours, and a sum that falls looks like a restart.
    private func age(_ span: Duration) -> Int64 {
        guard span < .zero else { return span.wholeNanoseconds }
        clampedAges.increment()
        return 0
    }
}

extension EventFate {
    /// Of the counter; `none` where one of them says nothing.
    fileprivate var labels: (outcome: String, channel: String, reason: String) {
        switch self {
        case .sent(let channel): ("sent", channel.rawValue, "none")
        case .delivered(let channel): ("delivered", channel.rawValue, "none")
        case .undelivered(let channel): ("undelivered", channel.rawValue, "none")
        case .rejected(let reason): ("rejected", "none", reason.rawValue)
        case .failed(let reason): ("failed", "none", reason.rawValue)
        }
    }
}

extension Timestamp {
    /// Since 1970, with what is less than one.
    fileprivate var seconds: Double { Double(microseconds) / 1_000_000 }
}

extension Duration {
    /// A century does not fit in 64 bits of nanoseconds, and no job lives that long.
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return max(-Self.century, min(seconds, Self.century)) * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static var century: Int64 { 3_155_760_000 }
}
