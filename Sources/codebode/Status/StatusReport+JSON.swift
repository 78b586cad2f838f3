import AMQP
import Admission
import Foundation
import Jobs

extension StatusReport {
    /// For a program, on one line; `docs/schema/status.schema.json` says what stands in it.
    var json: String {
        var object: [String: Any] = [
            "schema": 1, "at": at.rfc3339, "version": Version.number, "unknown": unknown,
            "problems": problems.map { ["severity": $0.severity.rawValue, "text": $0.text] },
            "queues": inbound.map(Self.json), "workers": workers.map(Self.json), "ways_out": ways.map(Self.json),
            "probes": probes.map(Self.json),
            "delay_queues": aside.filter { $0.name != CodebodeTopology.dead }.map(Self.json),
        ]
        object["dead_letters"] = aside.first { $0.name == CodebodeTopology.dead }?.ready
        object["last_minute"] = lastMinute.map { totals in
            [
                "received": totals.received, "sent": totals.sent, "failed": totals.failed,
                "rejected": totals.rejected, "put_off": totals.waiting, "refused_by": totals.refused,
            ] as [String: Any]
        }
        return jsonObject(object)
    }

    private static func json(_ queue: Queue) -> [String: Any] {
        var json: [String: Any] = ["queue": queue.name]
        json["ready"] = queue.ready
        json["consumers"] = CodebodeTopology.routingKey(ofInbound: queue.name) == nil ? nil : queue.consumers
        json["unacknowledged"] = queue.unacknowledged
        json["oldest_at_most_s"] = queue.oldest?.seconds
        json["last_taken_s_ago"] = queue.taken?.seconds
        json["last_taken_age_s"] = queue.takenAge?.seconds
        return json
    }

    private static func json(_ worker: Worker) -> [String: Any] {
        var json: [String: Any] = [
            "worker": worker.name, "last_heard_s_ago": worker.silence.seconds, "silent": worker.isSilent,
        ]
        guard let note = worker.note else { return json }
        json["version"] = note.program
        json["up_s"] = (Duration(seconds: note.up) + worker.silence).seconds
        json["leaving"] = note.isDraining
        json["broker"] = note.broker.rawValue
        json["in_flight"] = note.inFlight
        json["concurrency"] = note.concurrency
        return json
    }

    private static func json(_ way: Way) -> [String: Any] {
        var json: [String: Any] = [
            "name": way.name, "channel": way.channel, "state": way.state, "workers": way.workers,
        ]
        json["trouble_s"] = way.trouble?.seconds
        json["next_attempt_within_s"] = way.rest?.seconds
        return json
    }

    private static func json(_ probe: Probe) -> [String: Any] {
        var json: [String: Any] = ["channel": probe.channel, "well": probe.isWell, "due_s_ago": probe.ago.seconds]
        json["accepted_after_s"] = probe.accepted?.seconds
        json["delivered_after_s"] = probe.delivered?.seconds
        return json
    }
}
