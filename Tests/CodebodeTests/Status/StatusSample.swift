import AMQP
import Admission
import Jobs
import TestSupport

@testable import codebode

/// What two workers that are well would have left, and a broker that has nothing to do.
enum StatusSample {
    static func note(
        inFlight: Int = 3, program: String = Version.number, isDraining: Bool = false,
        broker: WorkerNote.Broker = .connected,
        taken: [String: WorkerNote.Taken] = ["send_code": .init(ago: 1, age: 0.2)],
        ways: [WorkerNote.Way] = [way("cm"), way("127.0.0.1", channel: "email")],
        lastMinute: JobTotals = JobTotals(received: 60, sent: 58, failed: 0, rejected: 2, waiting: 1),
        probes: [WorkerNote.Probe]? = nil,
        rooms: [String: WorkerNote.Room]? = ["send_code": .init(taken: 3, size: 66)]
    ) -> WorkerNote {
        WorkerNote(
            program: program, up: 7_300, isDraining: isDraining, broker: broker, inFlight: inFlight, concurrency: 200,
            taken: taken, ways: ways, lastMinute: lastMinute, probes: probes, rooms: rooms)
    }

    static func way(
        _ name: String, channel: String = "sms", state: String = "closed", trouble: Double? = nil, rest: Double? = nil
    ) -> WorkerNote.Way {
        WorkerNote.Way(name: name, channel: channel, state: state, trouble: trouble, rest: rest)
    }

    static func posted(_ note: WorkerNote, by worker: String = "a/1", age: Duration = .seconds(2)) -> PostedNote {
        PostedNote(worker: worker, body: note.bytes, age: age)
    }

    static let two = [posted(note()), posted(note(), by: "b/7", age: .seconds(4))]

    /// - Parameter changes: of depths of which the rest is 0, with two consumers where there should be some.
    static func depths(_ changes: [String: QueueDepth?] = [:]) -> [String: QueueDepth] {
        var depths = Dictionary(
            uniqueKeysWithValues: CodebodeTopology.all.queues.map { queue in
                let consumers = CodebodeTopology.routingKey(ofInbound: queue.name) == nil ? 0 : 2
                return (queue.name, QueueDepth(messages: 0, consumers: consumers))
            })
        for (name, depth) in changes { depths[name] = depth }
        return depths
    }

    static func report(_ notes: [PostedNote] = two, _ depths: [String: QueueDepth] = depths()) -> StatusReport {
        StatusReport(Sightings(depths: .success(depths), unacknowledged: nil, notes: .success(notes)), at: noon)
    }
}
