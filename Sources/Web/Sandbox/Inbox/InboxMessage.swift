import FoundationEssentials

/// One message that the sandbox kept, as programs read it at `/messages`.
struct InboxMessage: Sendable {
    enum Kind: String, Encodable, Sendable {
        case sms, email
    }

    let id: String
    let kind: Kind
    let receivedAt: Date
    let from: String
    /// Of a mail: all recipients of the envelope.
    let recipients: [String]
    let text: String
    let subject: String?
    let html: String?
    let segments: Int?
    let reference: String?
    let validitySeconds: Int?
    let messageID: String?
    /// The sender got no answer.
    let dropped: Bool
    /// Octets of the mail as it came.
    let raw: [UInt8]?

    init(_ sms: SMSRequest, dropped: Bool, at now: Date) {
        id = Self.newID("sms")
        kind = .sms
        receivedAt = now
        from = sms.from
        recipients = [sms.to]
        text = sms.text
        subject = nil
        html = nil
        segments = SMSSegments.count(sms.text)
        reference = sms.reference
        validitySeconds = sms.validitySeconds
        messageID = nil
        self.dropped = dropped
        raw = nil
    }

    init(_ mail: MailEnvelope, dropped: Bool, at now: Date) {
        let content = MailContent(mail.raw)
        id = Self.newID("mail")
        kind = .email
        receivedAt = now
        from = content.from ?? mail.sender
        recipients = mail.recipients
        text = content.text ?? ""
        subject = content.subject
        html = content.html
        segments = nil
        reference = nil
        validitySeconds = nil
        messageID = content.messageID
        self.dropped = dropped
        raw = mail.raw
    }

    /// What it weighs in memory, in octets, near enough.
    var weight: Int { text.utf8.count + (html?.utf8.count ?? 0) + (raw?.count ?? 0) + 512 }

    func isFor(_ recipient: String) -> Bool {
        recipients.contains { $0.lowercased() == recipient.lowercased() }
    }

    private static func newID(_ prefix: String) -> String {
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        return "\(prefix)_\(String(repeating: "0", count: 13 - digits.count))\(digits)"
    }
}

extension InboxMessage: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, kind, to, from, text, subject, html, code, segments, reference, dropped
        case receivedAt = "received_at"
        case validitySeconds = "validity_s"
        case messageID = "message_id"
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(kind, forKey: .kind)
        try fields.encode(receivedAt.formatted(.iso8601WithMilliseconds), forKey: .receivedAt)
        try fields.encode(recipients.joined(separator: ", "), forKey: .to)
        try fields.encode(from, forKey: .from)
        try fields.encode(text, forKey: .text)
        try fields.encodeIfPresent(subject, forKey: .subject)
        try fields.encodeIfPresent(html, forKey: .html)
        try fields.encodeIfPresent(CodeFinder.code(in: text), forKey: .code)
        try fields.encodeIfPresent(segments, forKey: .segments)
        try fields.encodeIfPresent(reference, forKey: .reference)
        try fields.encodeIfPresent(validitySeconds, forKey: .validitySeconds)
        try fields.encodeIfPresent(messageID, forKey: .messageID)
        if dropped {
            try fields.encode(true, forKey: .dropped)
        }
    }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
    fileprivate static var iso8601WithMilliseconds: Self { Self(includingFractionalSeconds: true) }
}
