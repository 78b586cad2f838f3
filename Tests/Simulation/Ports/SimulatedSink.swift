import Admission
import Jobs
import Worker

/// The publishing side of the broker, as one process sees it.
struct SimulatedSink: OutcomeSink {
    private let life: Confined<Life>
    private let broker: Confined<Broker>
    private let goesOnWithoutConfirm: Bool

    init(_ life: Life, _ broker: Broker, goesOnWithoutConfirm: Bool) {
        self.life = Confined(life)
        self.broker = Confined(broker)
        self.goesOnWithoutConfirm = goesOnWithoutConfirm
    }

    func publish(_ event: OutcomeEvent, answering delivery: JobDelivery) async throws(SinkError) {
        try await publish(event, of: delivery.number)
    }

    func publish(_ event: OutcomeEvent) async throws(SinkError) {
        try await publish(event, of: Request.number(event.id) ?? 0)
    }

    private func publish(_ event: OutcomeEvent, of job: Int) async throws(SinkError) {
        let stage = life.value.stage
        try await hand(job) {
            stage.note("is told", job: job, code: event.body.sum, event.id)
            stage.ledger.told(event)
        }
    }

    func postpone(_ delivery: JobDelivery, by delay: RetryDelay, life span: Duration?) async throws(SinkError) {
        let (stage, broker, job) = (life.value.stage, broker.value, delivery.number)
        try await hand(job) {
            stage.note(
                "is put aside", job: job, code: delay.duration.wholeMicroseconds,
                "for \(delay.rawValue)\(delivery.isWatch ? ", to look after it" : "")")
            broker.postpone(delivery, by: delay, life: span)
        }
    }

    func postpone(_ delivery: SignalDelivery, by delay: RetryDelay) async throws(SinkError) {
        throw SinkError("no signals are simulated")
    }

    func setAside(_ delivery: InboundDelivery, _ reason: SetAsideReason, _ detail: String) async throws(SinkError) {
        guard case .job(let delivery) = delivery else { throw SinkError("no signals are simulated") }
        let (stage, job) = (life.value.stage, delivery.number)
        try await hand(job) {
            stage.note("is set aside", job: job, reason.rawValue)
            stage.ledger.setAside(job)
        }
    }

    private func hand(_ job: Int, _ take: @escaping () -> Void) async throws(SinkError) {
        let life = life.value
        await life.meet(job)
        guard !life.isDead else { throw SinkError("killed") }
        let isTaken: Bool
        if goesOnWithoutConfirm {
            travel(job, take) { _ in }
            isTaken = true
        } else {
            isTaken = await withUnsafeContinuation { continuation in
                travel(job, take) { continuation.resume(returning: $0) }
            }
        }
        await life.meet(job)
        guard isTaken, !life.isDead else { throw SinkError("not confirmed") }
    }

    /// - Parameter answer: whether the worker hears a confirm.
    private func travel(_ job: Int, _ take: @escaping () -> Void, _ answer: @escaping (Bool) -> Void) {
        let (stage, broker) = (life.value.stage, broker.value)
        stage.scheduler.after(stage.latency(job)) {
            arrive(job, take, answer, stage, broker)
        }
    }

    private func arrive(
        _ job: Int, _ take: @escaping () -> Void, _ answer: @escaping (Bool) -> Void, _ stage: Stage, _ broker: Broker
    ) {
        // Until the alarm is over nothing is read from the connection, not even that it was closed.
        guard !broker.isAlarmed else {
            return stage.scheduler.after(500_000) { arrive(job, take, answer, stage, broker) }
        }
        if broker.isDown || stage.fate.strikes(.publishRefused, job) {
            stage.note("is not taken by the broker", job: job)
            return stage.scheduler.after(stage.latency(job)) { answer(false) }
        }
        take()
        let isHeard = !stage.fate.strikes(.confirmLost, job)
        if !isHeard { stage.note("the confirm is lost", job: job) }
        stage.scheduler.after(stage.latency(job)) { answer(isHeard) }
    }
}

extension [UInt8] {
    /// FNV-1a
    fileprivate var sum: Int64 {
        Int64(bitPattern: reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }
}
