package import Jobs

/// A code that workers ask for themselves, to a number or mailbox of the house, to see that codes arrive.
///
/// 1. Its id is a keyed hash of what it is: nobody without the store's key can ask for one.
/// 2. All that share a store ask for the same one, in the same bytes: the store lets one of them be sent.
package struct Probe: Sendable, Equatable {
    package static let account = "codebode-probe"

    package let id: JobID
    package let channel: Channel
    package let issuedAt: Timestamp
    package let expiresAt: Timestamp
    private let address: String
    private let code: String

    /// - Parameter address: as the job's recipient has it.
    /// - Parameter life: ends before the next one is asked for.
    ///
    /// `nil` if the hash makes no ids.
    package init?(
        by channel: Channel, to address: String, at issuedAt: Timestamp, life: Duration, hash: some KeyedHash
    ) {
        guard let id = Self.id(channel, address, issuedAt, hash) else { return nil }
        self.id = id
        self.channel = channel
        self.address = address
        self.issuedAt = issuedAt
        expiresAt = issuedAt + life
        let digest = hash.digest(Array("probe code \(id)".utf8))
        code = String(digest.utf8.prefix(6).map { Character(Unicode.Scalar(0x30 + $0 % 10)) })
    }

    /// As a backend would write it.
    package var body: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.number("version", 1)
            json.string("id", id.text)
            json.string("kind", JobKind.sendCode.rawValue)
            json.string("account", Self.account)
            // One for each channel, or a mail would take the place of an SMS.
            json.string("purpose", "probe_\(channel.rawValue)")
            json.string("issued_at", issuedAt.rfc3339)
            json.string("expires_at", expiresAt.rfc3339)
            json.object("recipient") { recipient in
                recipient.string(channel == .sms ? "phone" : "email", address)
            }
            json.string("channel", channel.rawValue)
            json.bool("fallback", false)
            json.string("code", code)
        }
        return json.bytes
    }

    /// Whether a job is one, and not only called so.
    static func isOne(_ job: Job, hash: some KeyedHash) -> Bool {
        guard job.account == account else { return false }
        let address = job.channel == .sms ? job.recipient.phone?.e164 : job.recipient.email?.text
        return address.map { id(job.channel, $0, job.issuedAt, hash) == job.id } ?? false
    }

    private static func id(
        _ channel: Channel, _ address: String, _ issuedAt: Timestamp, _ hash: some KeyedHash
    ) -> JobID? {
        JobID("probe-" + hash.digest(Array("probe \(channel.rawValue) \(issuedAt.rfc3339) \(address)".utf8)))
    }
}
