import Admission
import EventLoop
import Jobs
import Worker

/// A broker that keeps what it takes, and takes nothing as often as a test says.
final class RecordingSink: OutcomeSink {
    struct Postponed: Sendable {
        let delivery: JobDelivery
        let delay: RetryDelay
        let life: Duration?
    }

    struct PostponedSignal: Sendable {
        let delivery: SignalDelivery
        let delay: RetryDelay
    }

    struct SetAside: Sendable {
        let delivery: InboundDelivery
        let reason: SetAsideReason
        let detail: String
    }

    private struct State {
        var setAside: [SetAside] = []
        var refusals = 0
        var events: [OutcomeEvent] = []
        var postponed: [Postponed] = []
        var postponedSignals: [PostponedSignal] = []
    }

    private let state = Locked(State())
    private let journal: Journal

    init(_ journal: Journal) {
        self.journal = journal
    }

    var events: [OutcomeEvent] { state.withLock { $0.events } }
    var setAside: [SetAside] { state.withLock { $0.setAside } }
    var postponed: [Postponed] { state.withLock { $0.postponed } }
    var postponedSignals: [PostponedSignal] { state.withLock { $0.postponedSignals } }

    /// The next `count` messages are not taken.
    func refuse(next count: Int) {
        state.withLock { $0.refusals = count }
    }

    func publish(_ event: OutcomeEvent, answering delivery: JobDelivery) async throws(SinkError) {
        try refuse()
        state.withLock { $0.events.append(event) }
        journal.note(.published(event.id))
    }

    func publish(_ event: OutcomeEvent) async throws(SinkError) {
        try refuse()
        state.withLock { $0.events.append(event) }
        journal.note(.published(event.id))
    }

    func postpone(_ delivery: JobDelivery, by delay: RetryDelay, life: Duration?) async throws(SinkError) {
        try refuse()
        state.withLock { $0.postponed.append(Postponed(delivery: delivery, delay: delay, life: life)) }
        journal.note(.postponed(delay))
    }

    func postpone(_ delivery: SignalDelivery, by delay: RetryDelay) async throws(SinkError) {
        try refuse()
        state.withLock { $0.postponedSignals.append(PostponedSignal(delivery: delivery, delay: delay)) }
        journal.note(.postponed(delay))
    }

    func setAside(_ delivery: InboundDelivery, _ reason: SetAsideReason, _ detail: String) async throws(SinkError) {
        try refuse()
        state.withLock { $0.setAside.append(SetAside(delivery: delivery, reason: reason, detail: detail)) }
        journal.note(.setAside(reason))
    }

    private func refuse() throws(SinkError) {
        let mustRefuse = state.withLock { state in
            guard state.refusals > 0 else { return false }
            state.refusals -= 1
            return true
        }
        guard mustRefuse else { return }
        journal.note(.refused)
        throw SinkError("not confirmed")
    }
}
