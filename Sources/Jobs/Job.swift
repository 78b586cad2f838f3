/// One request of the auth backend, read and checked: every field is a type that can only hold what the contract allows.
package struct Job: Sendable, Equatable {
    package let id: JobID
    package let kind: JobKind
    /// Opaque reference to the user; limits and supersession count on it.
    package let account: String
    /// What a code is for, `login` by default.
    package let purpose: String
    package let issuedAt: Timestamp
    package let expiresAt: Timestamp
    package let recipient: Recipient
    /// The channel asked for, or the one that follows from the recipient.
    package let channel: Channel
    /// Whether the other channel may be tried; `nil` leaves it to the configuration.
    package let fallback: Bool?
    package let locale: LanguageTag
    package let content: JobContent
    /// The publisher's, if it named one; says nothing of what is asked for, so it is no part of `canonical`.
    package var trace: TraceParent?

    package init(
        id: JobID, kind: JobKind, account: String, purpose: String, issuedAt: Timestamp, expiresAt: Timestamp,
        recipient: Recipient, channel: Channel, fallback: Bool?, locale: LanguageTag, content: JobContent
    ) {
        self.id = id
        self.kind = kind
        self.account = account
        self.purpose = purpose
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.recipient = recipient
        self.channel = channel
        self.fallback = fallback
        self.locale = locale
        self.content = content
    }
}

extension Job {
    /// Jobs of one account with the same subject replace one another: the latest wins.
    package var subject: String {
        "\(kind.rawValue)/\(content.step)/\(purpose)"
    }

    /// The other channel, where the recipient has one and the message means the same there: a number is confirmed by
    /// the number only.
    package var otherChannel: Channel? {
        switch (content, channel) {
        case (.confirmPhoneLink, _), (.confirmPhoneCode, _): nil
        case (.loginCode, .sms), (.totpCode, .sms), (.notice, .sms): recipient.email == nil ? nil : .email
        case (.loginCode, .email), (.totpCode, .email), (.notice, .email): recipient.phone == nil ? nil : .sms
        }
    }

    /// The job as its message is written: with the code of its TOTP secret at that moment, which ends before the job does.
    package func with(code: Secret, until end: Timestamp) -> Job {
        var job = Job(
            id: id, kind: kind, account: account, purpose: purpose, issuedAt: issuedAt, expiresAt: end,
            recipient: recipient, channel: channel, fallback: fallback, locale: locale,
            content: .loginCode(code, sequence: content.sequence))
        job.trace = trace
        return job
    }

    /// Everything that makes this request this request, field by field with its length in front.
    ///
    /// Two bodies with the same content give the same bytes, whatever their white space or sealing. Holds secrets: only
    /// for a keyed hash.
    package var canonical: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes.append(field: id.text)
        bytes.append(field: subject)
        bytes.append(field: account)
        bytes.append(field: String(issuedAt.microseconds))
        bytes.append(field: String(expiresAt.microseconds))
        bytes.append(field: recipient.phone?.e164)
        bytes.append(field: recipient.email?.text)
        bytes.append(field: recipient.name?.text)
        bytes.append(field: channel.rawValue)
        bytes.append(field: fallback.map(String.init))
        bytes.append(field: locale.text)
        for value in content.values { bytes.append(field: value) }
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func append(field text: String?) {
        let length = text.map { UInt32($0.utf8.count) } ?? .max
        for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: length >> shift)) }
        if var text { text.withUTF8 { append(contentsOf: $0) } }
    }
}
