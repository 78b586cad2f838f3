import AMQP
import Admission
import Glibc
import Jobs
import Web
import Worker

/// Makes a worker's notes of what it counts and shows anyway.
struct NoteTaker: Sendable {
    let registry: MetricRegistry
    let worker: Worker
    let incoming: AMQPConnection
    let outgoing: AMQPConnection
    let drain: DrainMark
    let concurrency: Int
    /// How many jobs of each kind may be in hand.
    let room: [JobKind: Int]
    /// Names of the limits and fraud rules there are now.
    let rules: @Sendable () -> [String]
    let probes: ProbeResults
    let start = ContinuousClock.now

    /// Machine and process: no two that live have the same.
    static var name: String {
        var bytes = [CChar](repeating: 0, count: 256)
        gethostname(&bytes, bytes.count - 1)
        let host = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(host)/\(getpid())"
    }

    /// Since the start of the process.
    var totals: JobTotals {
        func outcomes(_ outcome: String) -> Int {
            Int(registry.sum("codebode_outcomes_total", ("outcome", outcome)))
        }
        let refused = rules().map { rule in
            (rule, Int(registry.sum("codebode_rule_findings_total", ("rule", rule), ("result", "refused"))))
        }
        return JobTotals(
            received: Int(registry.sum("codebode_jobs_received_total")), sent: outcomes("sent"),
            failed: outcomes("failed"), rejected: outcomes("rejected"),
            waiting: Int(registry.sum("codebode_retry_scheduled_total")),
            refused: Dictionary(refused) { first, _ in first }.filter { $0.value > 0 })
    }

    func note(of lastMinute: JobTotals, at now: Timestamp) async -> WorkerNote {
        WorkerNote(
            program: Version.number, up: (ContinuousClock.now - start).seconds, isDraining: drain.isDraining,
            broker: broker, inFlight: Int(registry.sum("codebode_jobs_in_flight")), concurrency: concurrency,
            taken: taken(at: now), ways: await worker.ways.map(WorkerNote.Way.init), lastMinute: lastMinute,
            probes: probes.all.sorted { $0.key.rawValue < $1.key.rawValue }.map { channel, result in
                WorkerNote.Probe(result, by: channel, at: now)
            }, rooms: rooms)
    }

    private var rooms: [String: WorkerNote.Room] {
        let rooms = room.map { kind, size in
            let taken = Int(registry.sum("codebode_jobs_in_flight", ("kind", kind.rawValue)))
            return (kind.rawValue, WorkerNote.Room(taken: taken, size: size))
        }
        return Dictionary(uniqueKeysWithValues: rooms)
    }

    private var broker: WorkerNote.Broker {
        guard incoming.isConnected, outgoing.isConnected else { return .away }
        return outgoing.isBlocked ? .blocked : .connected
    }

    private func taken(at now: Timestamp) -> [String: WorkerNote.Taken] {
        let kinds = JobKind.allCases.compactMap { kind -> (String, WorkerNote.Taken)? in
            let moment = registry.sum("codebode_last_received_timestamp_seconds", ("kind", kind.rawValue))
            let issued = registry.sum("codebode_last_received_issued_timestamp_seconds", ("kind", kind.rawValue))
            guard moment > 0 else { return nil }
            let ago = max(0, Double(now.microseconds) / 1_000_000 - moment)
            let age = max(0, moment - issued)
            return (kind.rawValue, WorkerNote.Taken(ago: ago.toMilliseconds, age: age.toMilliseconds))
        }
        return Dictionary(kinds) { first, _ in first }
    }
}

extension WorkerNote.Probe {
    init(_ result: ProbeResult, by channel: Channel, at now: Timestamp) {
        self.init(
            channel: channel.rawValue, isWell: result.isWell, ago: max(.zero, now - result.due).seconds,
            accepted: result.accepted?.seconds, delivered: result.delivered?.seconds)
    }
}

extension WorkerNote.Way {
    init(_ look: WayLook) {
        self.init(
            name: look.name, channel: look.channel.rawValue, state: look.state.name, trouble: look.trouble?.seconds,
            rest: look.rest?.seconds)
    }
}

extension Duration {
    /// With three digits behind the point.
    var seconds: Double { (self / .seconds(1)).toMilliseconds }

    init(seconds: Double) { self = .milliseconds(Int64((seconds * 1_000).rounded())) }
}

extension Double {
    fileprivate var toMilliseconds: Double { (self * 1_000).rounded() / 1_000 }
}
