import Dispatch
import Worker

/// What one process consumes by: deliveries out, acknowledgements in, and an epoch that ends with each connection.
final class BrokerConnection {
    let deliveries: AsyncStream<[InboundDelivery]>
    /// Told from the pool's thread that the worker asks to stop.
    let stopAsked = DispatchSemaphore(value: 0)
    private let input: AsyncStream<[InboundDelivery]>.Continuation
    private let broker: Broker
    private let stage: Stage
    private let life: Int
    private let prefetch: Int
    private let ignoresEpochs: Bool
    private var epoch: UInt64 = 1
    private var lastTag: UInt64 = 0
    private var isOpen = true
    private var isConsuming = true
    private var isClosed = false
    private var unsettled: [UInt64: JobDelivery] = [:]
    /// Handed out by the broker, not yet by the connection.
    private var underway: Set<UInt64> = []

    init(_ broker: Broker, life: Int, stage: Stage, ignoresEpochs: Bool) {
        (deliveries, input) = AsyncStream.makeStream()
        self.broker = broker
        self.stage = stage
        self.life = life
        prefetch = stage.scenario.prefetch
        self.ignoresEpochs = ignoresEpochs
        isOpen = !broker.isDown
        if !isOpen { comeBack() }
    }

    var hasRoom: Bool { isOpen && isConsuming && unsettled.count < prefetch }

    func hand(_ copy: JobDelivery) {
        lastTag += 1
        let (tag, epoch) = (lastTag, epoch)
        unsettled[tag] = copy
        underway.insert(tag)
        stage.scheduler.after(stage.latency(copy.number)) { [self] in
            guard isOpen, epoch == self.epoch, underway.remove(tag) != nil else { return }
            stage.note("is delivered", job: copy.number, process: life, code: Int64(copy.returns))
            input.yield([.job(copy.with(DeliveryReceipt(epoch: epoch, tag: tag)))])
        }
    }

    func settle(_ receipt: DeliveryReceipt) {
        stage.scheduler.after(stage.latency(unsettled[receipt.tag]?.number ?? 0)) { [self] in
            guard isOpen, receipt.epoch == epoch || ignoresEpochs,
                let copy = unsettled.removeValue(forKey: receipt.tag)
            else { return }
            stage.note("is acknowledged", job: copy.number, process: life)
            broker.dispatch()
        }
    }

    /// The worker asks on a thread of the pool. The run waits for that, and goes on with it here, at a moment of its own.
    func stopWhenAsked() {
        guard stopAsked.wait(timeout: .now() + 60) == .success else {
            return stage.ledger.report(.drain, "process \(life) did not stop taking jobs")
        }
        isConsuming = false
        giveBack(underway.sorted())
        underway = []
        input.finish()
    }

    /// The broker gives all that is unsettled to others, and this process comes back by itself.
    func lose() {
        guard isOpen, !isClosed else { return }
        stage.note("loses its connection", process: life)
        isOpen = false
        epoch += 1
        lastTag = 0
        underway = []
        giveBack(unsettled.keys.sorted())
        comeBack()
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        isOpen = false
        underway = []
        input.finish()
        broker.forget(self)
        giveBack(unsettled.keys.sorted())
    }

    private func comeBack() {
        stage.scheduler.after(stage.fate.number(.restart, life, in: 200_000...5_000_000)) { [self] in
            guard !isClosed else { return }
            guard !broker.isDown else { return comeBack() }
            isOpen = true
            broker.dispatch()
        }
    }

    private func giveBack(_ tags: [UInt64]) {
        broker.takeBack(
            tags.compactMap { unsettled.removeValue(forKey: $0) }.map { copy in
                stage.ledger.change(copy.number) { $0.takenBack += 1 }
                return copy.with(copy.receipt, redeliveries: copy.redeliveries + 1)
            })
    }
}

extension JobDelivery {
    var number: Int { messageID.flatMap(Request.number) ?? 0 }

    func with(_ receipt: DeliveryReceipt, returns: Int? = nil, redeliveries: Int? = nil) -> JobDelivery {
        JobDelivery(
            receipt: receipt, kind: kind, body: body, size: size, contentType: contentType, messageID: messageID,
            replyTo: replyTo, correlationID: correlationID, returns: returns ?? self.returns,
            redeliveries: redeliveries ?? self.redeliveries, isRemembered: isRemembered, isWatch: isWatch,
            notBefore: notBefore)
    }
}
