/// A job's JSON as it stands, before any rule but its shape is looked at.
struct JobDocument {
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
    let hasTOTP: Bool
    let sequence: Int?
    let step: String?
    let link: String?
    let newPhone: String?
    let event: String?

    struct Recipient {
        let phone: String?
        let email: String?
        let name: String?
    }
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
        hasTOTP = fields.contains(.totp)
        sequence =
            try fields.contains(.sequence) && !fields.decodeNil(forKey: .sequence)
            ? fields.decodeWhole(.sequence) : nil
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

extension KeyedDecodingContainer {
    /// Names the field where Foundation does not: a number with a fraction, or one that no `Int` can hold.
    fileprivate func decodeWhole(_ key: Key) throws -> Int {
        do {
            return try decode(Int.self, forKey: key)
        } catch let error as DecodingError {
            throw error
        } catch {
            throw Rejection(.invalid, field: key.stringValue, "a whole number is expected")
        }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init?(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

extension Decoder {
    fileprivate func refuseUnknownFields<Key: CodingKey & CaseIterable & RawRepresentable<String>>(
        _: Key.Type
    ) throws {
        let names = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        // The first in order, so that each worker names the same one of several.
        guard let unknown = names.filter({ Key(rawValue: $0) == nil }).min() else { return }
        let name = unknown.asFieldName
        let path = codingPath.map(\.stringValue) + [name].compactMap(\.self)
        let hint = name.map { NearestName.hint(for: $0, among: Key.allCases.map(\.rawValue)) } ?? ""
        throw Rejection(
            .invalid, field: path.isEmpty ? nil : path.joined(separator: "."), "the contract has no such field" + hint)
    }
}

extension String {
    /// A name that a peer chose, fit to be shown: it may be a misplaced secret, or hold control characters.
    ///
    /// Codes and keys are written in capitals and digits, names of people with a capital.
    fileprivate var asFieldName: String? {
        let small = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard let first = utf8.first, small.contains(first), utf8.count <= 64 else { return nil }
        let isName = utf8.allSatisfy { "_.-".utf8.contains($0) || small.contains($0 | 0x20) }
        return isName ? self : nil
    }
}
