import AMQP
import Admission
import Jobs

/// How all workers and queues are at one moment: whether codes arrive in time, and where they are stuck.
struct StatusReport {
    struct Queue: Equatable {
        let name: String
        /// `nil` if the broker was not seen, or the queue does not exist.
        let ready: Int?
        let consumers: Int?
        let unacknowledged: Int?
        /// How old the oldest job in it may be. RabbitMQ does not tell: it was issued after the job that was last taken.
        let oldest: Duration?
        /// Since a job was last taken from it for the first time.
        let taken: Duration?
        /// How old that job was then.
        let takenAge: Duration?
    }

    struct Worker: Equatable {
        let name: String
        /// Since its last note.
        let silence: Duration
        /// `nil` if this program cannot read it.
        let note: WorkerNote?

        var isSilent: Bool { silence >= StatusReport.longestSilence }
    }

    /// A gateway or relay, as the workers see it that are not silent.
    struct Way: Equatable {
        let name: String
        let channel: String
        /// How many workers see it in each state.
        let workers: [String: Int]
        /// The worst of these.
        let state: String
        /// Since a breaker was last closed, the longest; `nil` if all are.
        let trouble: Duration?
        /// Until the next attempt may begin, the shortest.
        let rest: Duration?
    }

    /// The last one by its channel, as the worker sees it that looked last.
    struct Probe: Equatable {
        let channel: String
        let isWell: Bool
        /// Since it was due.
        let ago: Duration
        let accepted: Duration?
        let delivered: Duration?
    }

    /// A worker writes every five seconds; who left out three is silent.
    static let longestSilence = Duration.seconds(15)

    let at: Timestamp
    /// Those that workers take from.
    let inbound: [Queue]
    /// Those that wait, and `codebode.dead`.
    let aside: [Queue]
    let workers: [Worker]
    let ways: [Way]
    /// Those that workers are told to send, by channel.
    let probes: [Probe]
    /// Of the workers that are not silent; `nil` if the store was not seen.
    let lastMinute: JobTotals?
    /// Why there is something that is not known.
    let unknown: [String]
    let isBrokerSeen: Bool
    /// Whether there is a management API to ask.
    let isManaged: Bool

    init(_ sightings: Sightings, at now: Timestamp) {
        at = now
        let depths = try? sightings.depths.get()
        let unacknowledged = try? sightings.unacknowledged?.get()
        let notes = try? sightings.notes.get()
        isBrokerSeen = depths != nil
        isManaged = sightings.unacknowledged != nil
        let workers = (notes ?? []).map { note in
            Worker(name: note.worker, silence: note.age, note: WorkerNote(note.body))
        }
        self.workers = workers
        let speaking = workers.filter { !$0.isSilent }
        ways = Self.ways(speaking)
        probes = Self.probes(speaking)
        lastMinute =
            notes == nil ? nil : speaking.compactMap(\.note?.lastMinute).reduce(JobTotals(), +)
        var (inbound, aside): ([Queue], [Queue]) = ([], [])
        for name in CodebodeTopology.all.queues.map(\.name) {
            let kind = CodebodeTopology.routingKey(ofInbound: name)
            let taken = kind.flatMap { Self.taken($0, workers) }
            let ready = depths?[name]?.messages
            let queue = Queue(
                name: name, ready: ready, consumers: depths?[name]?.consumers, unacknowledged: unacknowledged?[name],
                oldest: ready == 0 ? nil : taken.map { $0.ago + $0.age }, taken: taken?.ago, takenAge: taken?.age)
            if kind == nil { aside.append(queue) } else { inbound.append(queue) }
        }
        (self.inbound, self.aside) = (inbound, aside)
        unknown = [sightings.depths.failure, sightings.unacknowledged?.failure, sightings.notes.failure]
            .compactMap { $0?.message }
    }

    /// Of all workers, also those that are gone: what they took was taken.
    private static func taken(_ kind: String, _ workers: [Worker]) -> (ago: Duration, age: Duration)? {
        let all = workers.compactMap { worker in
            worker.note?.taken[kind].map {
                (ago: Duration(seconds: $0.ago) + worker.silence, age: Duration(seconds: $0.age))
            }
        }
        return all.min { $0.ago < $1.ago }
    }

    private static func probes(_ workers: [Worker]) -> [Probe] {
        let all = workers.flatMap { worker in
            (worker.note?.probes ?? []).map { probe in
                Probe(
                    channel: probe.channel, isWell: probe.isWell, ago: Duration(seconds: probe.ago) + worker.silence,
                    accepted: probe.accepted.map { Duration(seconds: $0) },
                    delivered: probe.delivered.map { Duration(seconds: $0) })
            }
        }
        return Dictionary(grouping: all, by: \.channel).sorted { $0.key < $1.key }
            .compactMap { _, looks in looks.min { $0.ago < $1.ago } }
    }

    private static func ways(_ workers: [Worker]) -> [Way] {
        let all = workers.flatMap { worker in (worker.note?.ways ?? []).map { (way: $0, age: worker.silence) } }
        return Dictionary(grouping: all, by: \.way.name).sorted { $0.key < $1.key }.map { name, looks in
            let states = looks.reduce(into: [:]) { $0[$1.way.state, default: 0] += 1 }
            return Way(
                name: name, channel: looks[0].way.channel, workers: states,
                state: ["open", "on_trial", "recovering"].first { states[$0] != nil } ?? "closed",
                trouble: looks.compactMap { look in look.way.trouble.map { Duration(seconds: $0) + look.age } }.max(),
                rest: looks.compactMap { look in look.way.rest.map { max(.zero, Duration(seconds: $0) - look.age) } }
                    .min())
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
