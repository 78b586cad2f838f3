package import Jobs

/// An account or an address whose limits somebody asks for. Finds what the jobs of it have counted.
package enum LimitSubject: Masked, Sendable {
    case account(String)
    case phone(PhoneNumber)
    case email(EmailAddress)

    package var mask: String {
        switch self {
        case .account: "this account"
        case .phone(let phone): phone.mask
        case .email(let address): address.mask
        }
    }

    /// - Parameter apart: nil for codes, else the kind of notice.
    /// - Returns: `nil` if nothing of the kind is counted for it.
    package func key(_ key: Limit.Key, apart: SecurityEvent?, hash: some KeyedHash) -> String? {
        let name: String? =
            switch (key, self) {
            case (.account, .account(let account)): CounterKeys.account(account, hash: hash)
            case (.recipient, .phone(let phone)):
                CounterKeys.recipient(phone, of: CounterKeys.prefix(phone, hash: hash), hash: hash)
            case (.recipient, .email(let address)): CounterKeys.recipient(address, hash: hash)
            case (.region, .phone(let phone)): CounterKeys.region(phone.region)
            case (.prefix, .phone(let phone)): CounterKeys.prefix(phone, hash: hash)
            case (.all, _): CounterKeys.all
            case (.account, _), (.recipient, _), (.region, _), (.prefix, _): nil
            }
        return name.map { CounterKeys.name($0, apart: apart?.rawValue) }
    }

    /// What only this one has counted, and may count anew. The rest protects others, too.
    package func ownKeys(hash: some KeyedHash) -> [String] {
        let kinds = [nil] + SecurityEvent.allCases.map(Optional.some)
        return kinds.flatMap { apart in
            [Limit.Key.account, .recipient].compactMap { key($0, apart: apart, hash: hash) }
        }
    }
}

extension Limit.Key {
    /// Others take from the same room.
    package var isShared: Bool {
        switch self {
        case .recipient, .account: false
        case .region, .prefix, .all: true
        }
    }
}
