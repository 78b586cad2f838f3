package import Jobs

/// Under which names the store counts a job. Addresses and accounts stand in them only as keyed hashes.
///
/// What is counted for one account has its hash in front, as its subjects have, and what is counted for a phone number
/// that of its prefix, so that a store which sorts by name finds them side by side: a page that a step changes costs it
/// more than a row.
package struct CounterKeys: Sendable, Equatable {
    /// Ends the name of what is counted apart; nil for codes, which are counted together. Each kind of notice stands
    /// by itself: neither a flood of codes nor another notice may silence the warning that a phone was changed.
    package let apart: String?
    package let account: String
    package let recipient: String?
    /// ISO 3166-1 alpha-2, of SMS only.
    package let region: String?
    /// The number without its last four digits: ten thousand numbers, which operators are given in one piece.
    package let prefix: String?
    /// The number without its last two digits.
    package let block: String?
    /// The last two digits.
    package let lastTwo: String?
    /// Limits that are made for people neither stop a probe nor count it.
    let isProbe: Bool

    package init(_ job: Job, by channel: Channel, hash: some KeyedHash) {
        apart =
            switch job.content {
            case .loginCode, .totpCode, .confirmPhoneLink, .confirmPhoneCode: nil
            case .notice(let event): event.rawValue
            }
        account = Self.account(job.account, hash: hash)
        isProbe = Probe.isOne(job, hash: hash)
        switch (channel, job.recipient.phone, job.recipient.email) {
        case (.sms, let phone?, _):
            region = phone.region
            let prefix = Self.prefix(phone, hash: hash)
            self.prefix = prefix
            recipient = Self.recipient(phone, of: prefix, hash: hash)
            block = Self.block(phone, of: prefix)
            lastTwo = phone.lastTwoDigits
        case (.email, _, let address?):
            recipient = Self.recipient(address, hash: hash)
            (region, prefix, block, lastTwo) = (nil, nil, nil, nil)
        default:
            (recipient, region, prefix, block, lastTwo) = (nil, nil, nil, nil, nil)
        }
    }

    package static func account(_ account: String, hash: some KeyedHash) -> String {
        "a:" + hash.digest(Array("account \(account)".utf8))
    }

    /// - Parameter prefix: of the same number.
    package static func recipient(_ phone: PhoneNumber, of prefix: String, hash: some KeyedHash) -> String {
        "\(prefix)/" + hash.digest(Array("recipient \(phone.e164)".utf8))
    }

    package static func recipient(_ address: EmailAddress, hash: some KeyedHash) -> String {
        "r:" + hash.digest(Array("recipient \(address.text.lowercased())".utf8))
    }

    package static func prefix(_ phone: PhoneNumber, hash: some KeyedHash) -> String {
        "p:" + hash.digest(Array("prefix \(phone.e164.dropLast(4))".utf8))
    }

    /// - Parameter prefix: of the same number.
    package static func block(_ phone: PhoneNumber, of prefix: String) -> String {
        "\(prefix)/\(phone.e164.dropLast(2).suffix(2))"
    }

    package static func region(_ region: String) -> String { "g:\(region)" }

    package static let all = "all"

    /// Whose codes are used, and how many are not.
    package static func conversion(_ region: String) -> String { "v:\(region)" }

    /// When a gateway may be given the next segment.
    static func throttle(_ name: String) -> String { "t:\(name)" }

    /// `nil` if nothing of the kind is counted for the job.
    package func key(_ key: Limit.Key) -> String? {
        let name: String? =
            switch key {
            case .recipient: isProbe ? nil : recipient
            case .account: isProbe ? nil : account
            case .region: region.map(Self.region)
            case .prefix: prefix
            case .all: Self.all
            }
        return name.map { Self.name($0, apart: apart) }
    }

    /// Of every kind that the job is counted by.
    var names: Set<String> { Set(Limit.Key.allCases.compactMap(key)) }

    package static func name(_ name: String, apart: String?) -> String {
        apart.map { "\(name)/\($0)" } ?? name
    }
}
