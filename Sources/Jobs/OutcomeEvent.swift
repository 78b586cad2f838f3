/// An outcome as it is published: a CloudEvents 1.0 event in structured JSON.
///
/// Made once, when the job ends, and stored whole; whoever publishes it later, and however often, publishes these bytes.
package struct OutcomeEvent: Sendable, Equatable {
    package static let contentType = "application/cloudevents+json"

    /// The same for the same job and outcome, so that a reader can drop a copy.
    package let id: String
    /// `<kind>.<outcome>`
    package let routingKey: String
    package let body: [UInt8]

    package init(id: String, routingKey: String, body: [UInt8]) {
        self.id = id
        self.routingKey = routingKey
        self.body = body
    }
}

extension OutcomeEvent {
    /// The one terminal event of a job.
    ///
    /// - Parameter job: the job itself, or another of the same subject when only that one is at hand.
    package init(_ outcome: Outcome, of id: JobID, like job: Job, at now: Timestamp) {
        self.init(
            id: "\(id).\(outcome.name)", outcome: outcome, kind: job.kind, subject: id.text,
            account: job.account, purpose: job.purpose, trace: id == job.id ? job.trace : nil, now: now)
    }

    /// The answer to a second request under an id that another request has used; no ending of the first one.
    ///
    /// - Parameter fingerprint: of the second request, in hex; keeps the event's id apart from the first one's.
    package init(duplicate job: Job, fingerprint: String) {
        let rejection = Rejection(.duplicate, field: "id", "this id was used for a request with other content")
        self.init(
            id: "\(job.id).duplicate.\(fingerprint)", outcome: .rejected(rejection), kind: job.kind,
            subject: job.id.text, account: job.account, purpose: job.purpose, trace: job.trace, now: nil)
    }

    /// The answer to a body that cannot be read as a job.
    ///
    /// - Parameters:
    ///   - subject: the job's id if it could be made out.
    ///   - fingerprint: of the body, in hex: the same body gets the same event again.
    package init(
        unreadable rejection: Rejection, kind: JobKind, subject: JobID?, trace: TraceParent? = nil, fingerprint: String
    ) {
        self.init(
            id: "\(subject?.text ?? "unknown").unreadable.\(fingerprint)", outcome: .rejected(rejection), kind: kind,
            subject: subject?.text, account: nil, purpose: nil, trace: trace, now: nil)
    }

    /// - Parameter now: `nil` for an event that is made anew each time it is published, and must be the same each time.
    private init(
        id: String, outcome: Outcome, kind: JobKind, subject: String?, account: String?, purpose: String?,
        trace: TraceParent?, now: Timestamp?
    ) {
        self.init(id: id, name: outcome.name, kind: kind.rawValue, subject: subject, time: now, trace: trace) { data in
            data.string("job", subject)
            data.string("account", account)
            data.string("kind", kind.rawValue)
            data.string("purpose", purpose)
            outcome.write(into: &data)
        }
    }

    /// The envelope, in which every event looks alike.
    ///
    /// - Parameter write: what the event is about.
    init(
        id: String, name: String, kind: String, subject: String?, time: Timestamp?, trace: TraceParent?,
        _ write: (inout JSONWriter) -> Void
    ) {
        var json = JSONWriter()
        json.object { json in
            json.string("specversion", "1.0")
            json.string("id", id)
            json.string("source", "codebode")
            json.string("type", "codebode.\(name)")
            json.string("subject", subject)
            json.string("time", time?.rfc3339)
            json.string("datacontenttype", "application/json")
            // CloudEvents, extension Distributed Tracing: of the trace that began it all.
            json.string("traceparent", trace?.text)
            json.object("data", write)
        }
        self.init(id: id, routingKey: "\(kind).\(name)", body: json.bytes)
    }
}

extension Outcome {
    fileprivate func write(into data: inout JSONWriter) {
        switch self {
        case .sent(let sent):
            data.string("channel", sent.channel.rawValue)
            data.string("provider", sent.provider)
            data.string("provider_message_id", sent.providerMessageID)
            data.number("attempts", sent.attempts)
            data.number("segments", sent.segments)
            data.number("queued_ms", max(0, sent.queued.wholeMilliseconds))
            data.number("elapsed_ms", max(0, sent.elapsed.wholeMilliseconds))
            data.number("remaining_s", max(0, sent.remaining.wholeSeconds))
            data.bool("possible_duplicate", sent.possibleDuplicate)
            data.string("left_out", sent.leftOut)
        case .rejected(let rejection):
            data.string("reason", rejection.reason.rawValue)
            data.string("field", rejection.field)
            data.string("detail", rejection.detail)
            data.number("retry_after_s", rejection.retryAfter)
        case .failed(let failure):
            data.string("reason", failure.reason.rawValue)
            data.number("attempts", failure.attempts)
            data.string("provider", failure.provider)
            data.string("answer", failure.answer?.rawValue)
            data.bool("possible_duplicate", failure.possibleDuplicate)
        }
    }
}
