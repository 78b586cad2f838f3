import Foundation
import Jobs

/// A job from a file, with what a person may leave out filled in.
struct JobDraft {
    let id: String
    let kind: JobKind
    let body: [UInt8]

    /// - Parameter locale: to go before the one in the file.
    init(_ data: Data, at now: Timestamp, locale: String? = nil) throws(CommandFailure) {
        guard var fields = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
            throw CommandFailure(.badInput, "the file holds no JSON object")
        }
        guard let kind = (fields["kind"] as? String).flatMap(JobKind.init) else {
            let kinds = JobKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(.badInput, "kind: one of \(kinds) is expected")
        }
        if let locale { fields["locale"] = locale }
        guard let id = fields["id", default: UUID().uuidString.lowercased()] as? String else {
            throw CommandFailure(.badInput, "id: a text is expected")
        }
        fields["id"] = id
        for field in ["issued_at", "expires_at"] {
            if let text = fields[field] as? String, text.hasPrefix("now") {
                fields[field] = try Self.moment(text, field: field, now: now).rfc3339
            }
        }
        guard let body = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys]) else {
            throw CommandFailure(.badInput, "the job cannot be written as JSON")
        }
        self.id = id
        self.kind = kind
        self.body = Array(body)
    }

    /// `now`, `now+10m`, `now-30s`
    private static func moment(_ text: String, field: String, now: Timestamp) throws(CommandFailure) -> Timestamp {
        let rest = text.dropFirst("now".count)
        if rest.isEmpty { return now }
        guard let sign = rest.first, sign == "+" || sign == "-", let span = Duration(setting: String(rest.dropFirst()))
        else {
            throw CommandFailure(.badInput, "\(field): now, now+10m or a time such as 2026-11-22T14:05:00Z is expected")
        }
        return sign == "+" ? now + span : now - span
    }
}
