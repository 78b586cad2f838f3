import Foundation

extension OutcomeEvent {
    /// What the gateway's receipt says became of a message: `delivered` or `undelivered`.
    ///
    /// - Parameter sent: how the job ended; `nil` comes back if that is no `sent`.
    package init?(isDelivered: Bool, following sent: OutcomeEvent, at moment: Timestamp) {
        guard let event = SentEvent(sent) else { return nil }
        let name = isDelivered ? "delivered" : "undelivered"
        self.init(
            id: "\(event.subject).\(name)", name: name, kind: event.data.kind, subject: event.subject, time: moment,
            trace: event.traceparent.flatMap(TraceParent.init)
        ) { data in
            data.string("job", event.data.job)
            data.string("account", event.data.account)
            data.string("kind", event.data.kind)
            data.string("purpose", event.data.purpose)
            data.string("channel", event.data.channel)
            data.string("provider", event.data.provider)
            data.string("provider_message_id", event.data.messageID)
        }
    }

    /// The gateway or relay that took the message; `nil` for anything but `sent`.
    package var providerOfSent: String? { SentEvent(self)?.data.provider }

    /// When it was taken; `nil` for anything but `sent`.
    package var sentAt: Timestamp? { SentEvent(self)?.time.flatMap { Timestamp(rfc3339: $0) } }
}

/// What a `sent` event says of its job and message.
private struct SentEvent: Decodable {
    struct Message: Decodable {
        let job: String
        let account: String
        let kind: String
        let purpose: String
        let channel: String
        let provider: String
        let messageID: String?

        private enum CodingKeys: String, CodingKey {
            case job, account, kind, purpose, channel, provider
            case messageID = "provider_message_id"
        }
    }

    let type: String
    let subject: String
    let time: String?
    let traceparent: String?
    let data: Message

    init?(_ event: OutcomeEvent) {
        guard let event = try? JSONDecoder().decode(SentEvent.self, from: Data(event.body)),
            event.type == "codebode.sent"
        else { return nil }
        self = event
    }
}
