import Jobs

/// ## Configuration keys
/// - `worker.queues`: the kinds of job that this process serves; all three by default. Signals are taken by every worker:
///   they cost one store step, and a queue that somebody could leave out would one day have no reader.
/// - `worker.concurrency`: jobs in flight, 1–2,000; 200 by default.
struct WorkerSettings: Sendable {
    let kinds: [JobKind]
    /// Shared out evenly over the queues, since RabbitMQ counts for each consumer; one for each at least.
    var prefetch: UInt16 { UInt16(clamping: max(1, concurrency / max(1, kinds.count))) }
    let concurrency: Int
    /// How many jobs of each kind may be in flight.
    var room: [JobKind: Int] { Dictionary(uniqueKeysWithValues: kinds.map { ($0, Int(prefetch)) }) }

    init(from reader: inout SettingsReader) {
        var kinds: [JobKind] = []
        let known = JobKind.allCases.map(\.rawValue).joined(separator: ", ")
        let names = reader.list("worker.queues", default: JobKind.allCases.map(\.rawValue))
        if names.isEmpty { reader.complain("worker.queues", "at least one of \(known) is expected") }
        for name in names {
            guard let kind = JobKind(rawValue: name) else {
                reader.complain("worker.queues", "there is no queue \(name); known are \(known)")
                continue
            }
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        self.kinds = kinds
        concurrency = reader.integer("worker.concurrency", default: 200, in: 1...2_000)
    }
}
