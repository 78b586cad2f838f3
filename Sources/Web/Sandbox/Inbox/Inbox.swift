/// Keeps the newest messages in memory, the fault plan beside them, and tells who listens.
actor Inbox {
    /// Events that may wait for one reader; a reader further behind is cut off and starts afresh.
    static let backlogLimit = 256

    private let capacity: Int
    private let weightLimit: Int
    /// Oldest first.
    private var kept: [InboxMessage] = []
    private var weight = 0
    private var listeners: [Int: AsyncStream<InboxEvent>.Continuation] = [:]
    private var nextListener = 0
    private(set) var faults = FaultPlan()

    /// `weightLimit` is in octets, of all messages together.
    init(capacity: Int, weightLimit: Int = 64 << 20) {
        self.capacity = max(capacity, 1)
        self.weightLimit = weightLimit
    }

    // MARK: Messages

    func add(_ message: InboxMessage) {
        kept.append(message)
        weight += message.weight
        tell(.added(message))
        var removed: [String] = []
        while kept.count > capacity || (weight > weightLimit && kept.count > 1) {
            let oldest = kept.removeFirst()
            weight -= oldest.weight
            removed.append(oldest.id)
        }
        if !removed.isEmpty {
            tell(.removed(removed))
        }
    }

    /// Newest first.
    func messages(to recipient: String? = nil, kind: InboxMessage.Kind? = nil) -> [InboxMessage] {
        kept.reversed().filter { message in
            (recipient.map(message.isFor) ?? true) && (kind == nil || message.kind == kind)
        }
    }

    func message(id: String) -> InboxMessage? {
        kept.last { $0.id == id }
    }

    func clear() {
        kept = []
        weight = 0
        tell(.cleared)
    }

    // MARK: Faults

    func plan(_ faults: FaultPlan) {
        self.faults = faults
        tell(.faults(faults))
    }

    /// Judged and counted in one step, so that `times: 1` strikes one of two messages that arrive together.
    func judge(_ question: @Sendable (inout FaultPlan) -> Verdict) -> Verdict {
        let before = faults
        let verdict = question(&faults)
        if faults != before {
            tell(.faults(faults))
        }
        return verdict
    }

    // MARK: Listeners

    func listen() -> AsyncStream<InboxEvent> {
        let (events, listener) = AsyncStream.makeStream(
            of: InboxEvent.self, bufferingPolicy: .bufferingOldest(Self.backlogLimit))
        let number = nextListener
        nextListener += 1
        listeners[number] = listener
        listener.onTermination = { _ in
            Task { await self.forget(number) }
        }
        return events
    }

    var listenerCount: Int { listeners.count }

    func beat() {
        tell(.heartbeat)
    }

    private func tell(_ event: InboxEvent) {
        for listener in listeners.values {
            if case .dropped = listener.yield(event) {
                listener.finish()
            }
        }
    }

    private func forget(_ number: Int) {
        listeners[number] = nil
    }
}
