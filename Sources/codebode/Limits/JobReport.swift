import Admission
import Foundation
import Jobs

/// What became of one job, from its row, for somebody who helps a user.
struct JobReport {
    let text: String
    let json: [String: Any]

    /// `nil` if the stored outcome cannot be read.
    init?(_ record: JobRecord, now: Timestamp) {
        let id = record.id.text
        switch record.state {
        case .claimed: (text, json) = ("\(id) is in a worker's hands.", ["job": id, "state": "claimed"])
        case .sending: (text, json) = ("\(id) is being sent.", ["job": id, "state": "sending"])
        case .waiting:
            text = "\(id) waits for another attempt; \(record.attempts) were made."
            json = ["job": id, "state": "waiting"]
        case .ended(let event):
            guard let ending = try? JSONDecoder().decode(Ending.self, from: Data(event.body)),
                let at = Timestamp(rfc3339: ending.time)
            else { return nil }
            text = ending.text(of: id, at: at, now: now)
            json = ending.json(of: id, at: at, now: now)
        }
    }

    /// Of the stored outcome, what says why.
    private struct Ending: Decodable {
        let type: String
        let time: String
        let data: Content

        struct Content: Decodable {
            let reason: String?
            let field: String?
            let detail: String?
            let retryAfter: Int64?

            enum CodingKeys: String, CodingKey {
                case reason, field, detail
                case retryAfter = "retry_after_s"
            }
        }

        var outcome: String { String(type.split(separator: ".").last ?? "") }

        /// When the same request has room, if it was refused for want of it.
        func room(after at: Timestamp) -> Timestamp? {
            data.retryAfter.map { at + .seconds($0) }
        }

        func text(of id: String, at: Timestamp, now: Timestamp) -> String {
            let head = "\(id) was \(outcome == "failed" ? "given up" : outcome) at \(at.local(now: now))"
            let field = data.field.map { "field \($0)" }
            let why = [data.reason, field, data.detail].compactMap(\.self).joined(separator: ", ")
            let lines = [why.isEmpty ? "\(head)." : "\(head): \(why)."]
            guard let retryAfter = data.retryAfter, let room = room(after: at) else { return lines[0] }
            let when = room > now ? "in \((room - now).secondsUp) s" : "which is over"
            return "\(lines[0])\nA new request had room after \(retryAfter) s, at \(room.local(now: now)) (\(when))."
        }

        func json(of id: String, at: Timestamp, now: Timestamp) -> [String: Any] {
            var json: [String: Any] = ["job": id, "state": "ended", "outcome": outcome, "ended_at": at.rfc3339]
            json["reason"] = data.reason
            json["field"] = data.field
            json["detail"] = data.detail
            json["retry_after_s"] = data.retryAfter
            json["room_in_s"] = room(after: at).map { max(0, ($0 - now).secondsUp) }
            return json
        }
    }
}
