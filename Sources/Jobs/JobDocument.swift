/// A job's JSON as it stands, before any rule but its shape is looked at. Holds secrets as plain text, for as short as it
/// lives, and prints none of them.
struct JobDocument: Masked {
    let version: Int
    let id: String
    let kind: String
    let account: String
    let purpose: String?
    let issuedAt: String
    let expiresAt: String
    let recipient: Recipient
    let channel: String?
    let fallback: Bool?
    let locale: String?
    let code: String?
    let totp: TOTP?
    let sequence: Int?
    let step: String?
    let link: String?
    let newPhone: String?
    let event: String?

    struct Recipient: Masked {
        let phone: String?
        let email: String?
        let name: String?

        var mask: String { "•••" }
    }

    struct TOTP: Masked {
        let secret: String
        let period: Int?
        let digits: Int?
        let algorithm: String?

        var mask: String { "•••" }
    }

    var mask: String { "•••" }
}

extension JobDocument: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case version, id, kind, account, purpose, recipient, channel, fallback, locale, code, totp, sequence, step
        case link, event
        case issuedAt = "issued_at"
        case expiresAt = "expires_at"
        case newPhone = "new_phone"
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownFields(Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        version = try fields.decodeWhole(.version)
        id = try fields.decode(String.self, forKey: .id)
        kind = try fields.decode(String.self, forKey: .kind)
        account = try fields.decode(String.self, forKey: .account)
        purpose = try fields.decodeIfPresent(String.self, forKey: .purpose)
        issuedAt = try fields.decode(String.self, forKey: .issuedAt)
        expiresAt = try fields.decode(String.self, forKey: .expiresAt)
        recipient = try fields.decode(Recipient.self, forKey: .recipient)
        channel = try fields.decodeIfPresent(String.self, forKey: .channel)
        fallback = try fields.decodeIfPresent(Bool.self, forKey: .fallback)
        locale = try fields.decodeIfPresent(String.self, forKey: .locale)
        code = try fields.decodeIfPresent(String.self, forKey: .code)
        totp = try fields.decodeIfPresent(TOTP.self, forKey: .totp)
        sequence = try fields.decodeWholeIfPresent(.sequence)
        step = try fields.decodeIfPresent(String.self, forKey: .step)
        link = try fields.decodeIfPresent(String.self, forKey: .link)
        newPhone = try fields.decodeIfPresent(String.self, forKey: .newPhone)
        event = try fields.decodeIfPresent(String.self, forKey: .event)
    }
}

extension JobDocument.Recipient: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case phone, email, name
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownFields(Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        phone = try fields.decodeIfPresent(String.self, forKey: .phone)
        email = try fields.decodeIfPresent(String.self, forKey: .email)
        name = try fields.decodeIfPresent(String.self, forKey: .name)
    }
}

extension JobDocument.TOTP: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case secret, period, digits, algorithm
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownFields(Key.self)
        let fields = try decoder.container(keyedBy: Key.self)
        secret = try fields.decode(String.self, forKey: .secret)
        period = try fields.decodeWholeIfPresent(.period)
        digits = try fields.decodeWholeIfPresent(.digits)
        algorithm = try fields.decodeIfPresent(String.self, forKey: .algorithm)
    }
}

extension KeyedDecodingContainer {
    /// Names the field where Foundation does not: a number with a fraction, or one that no `Int` can hold.
    fileprivate func decodeWhole(_ key: Key) throws -> Int {
        do {
            return try decode(Int.self, forKey: key)
        } catch let error as DecodingError {
            throw error
        } catch {
            let names = (codingPath + [key]).map(\.stringValue)
            throw Rejection(.invalid, field: names.joined(separator: "."), "a whole number is expected")
        }
    }

    fileprivate func decodeWholeIfPresent(_ key: Key) throws -> Int? {
        try contains(key) && !decodeNil(forKey: key) ? decodeWhole(key) : nil
    }
}
