import Admission
import Jobs
import Worker

/// A broker that delivers at least once, keeps delay queues, and confirms what it takes. It loses nothing; what is lost
/// is on the way to it and from it.
final class Broker {
    private let stage: Stage
    private let dropsExpiredCopies: Bool
    private var ready: [JobDelivery] = []
    /// When the last copy of each delay queue leaves: a shorter life behind a longer one waits for it.
    private var lastOut: [RetryDelay: Int64] = [:]
    private var connections: [BrokerConnection] = []
    private(set) var isDown = false
    /// Out of memory: takes nothing, and says nothing.
    var isAlarmed = false

    init(_ stage: Stage, dropsExpiredCopies: Bool) {
        self.stage = stage
        self.dropsExpiredCopies = dropsExpiredCopies
    }

    func connect(_ connection: BrokerConnection) {
        connections.append(connection)
        dispatch()
    }

    func forget(_ connection: BrokerConnection) {
        connections.removeAll { $0 === connection }
    }

    func goDown(for span: Int64) {
        guard !isDown else { return }
        stage.note("the broker is away", code: span, "for \(span / 1_000) ms")
        isDown = true
        for connection in connections { connection.lose() }
        stage.scheduler.after(span) { [self] in
            stage.note("the broker is back")
            isDown = false
            dispatch()
        }
    }

    func accept(_ copy: JobDelivery) {
        ready.append(copy)
        dispatch()
    }

    /// As quorum queues do it, what comes back goes to the head.
    func takeBack(_ copies: [JobDelivery]) {
        ready.insert(contentsOf: copies, at: 0)
        dispatch()
    }

    func postpone(_ copy: JobDelivery, by delay: RetryDelay, life: Duration?) {
        let wait = min(delay.duration, life ?? delay.duration)
        let out = max(stage.now + wait.wholeMicroseconds, lastOut[delay] ?? 0)
        lastOut[delay] = out
        let isExpiring = wait < delay.duration
        stage.scheduler.after(out - stage.now) { [self] in
            if isExpiring, dropsExpiredCopies { return }
            accept(copy.with(copy.receipt, returns: copy.returns + 1, redeliveries: 0))
        }
    }

    func dispatch() {
        guard !isDown else { return }
        while !ready.isEmpty {
            let open = connections.filter(\.hasRoom)
            guard !open.isEmpty else { return }
            let copy = ready.removeFirst()
            open[stage.fate.number(.order, copy.number, below: open.count)].hand(copy)
        }
    }
}
