import Jobs
import TestSupport

/// What the backend asks for, as the ledger must know it.
struct Request {
    enum Family: String {
        case code, notice, confirmation
    }

    let number: Int
    let family: Family
    /// Number of the account.
    let account: Int
    let purpose: String
    let hasPhone: Bool
    let hasMail: Bool
    let fallback: Bool?
    let issuedAt: Timestamp
    let expiresAt: Timestamp
    /// Published when everything is well again: nothing may keep it from its user.
    let isProbe: Bool
    /// Requests of one subject replace one another.
    let subject: String

    init(
        number: Int, family: Family, account: Int, purpose: String = "login", hasPhone: Bool, hasMail: Bool,
        fallback: Bool? = nil, issuedAt: Timestamp, life: Duration, isProbe: Bool = false
    ) {
        self.number = number
        self.family = family
        self.account = account
        self.purpose = purpose
        self.hasPhone = hasPhone
        self.hasMail = hasMail
        self.fallback = fallback
        self.issuedAt = issuedAt
        expiresAt = issuedAt + life
        self.isProbe = isProbe
        subject = "\(account) \(family.rawValue) \(purpose)"
    }

    var id: String { Self.id(number) }
    var kind: JobKind {
        switch family {
        case .code: .sendCode
        case .notice: .securityNotice
        case .confirmation: .confirmPhone
        }
    }
    var channel: Channel { hasPhone ? .sms : .email }
    var code: String { String(100_000 + number % 900_000) }
    /// Of a second request under the same id.
    var otherCode: String { String(code.reversed()) + "0" }

    static func id(_ number: Int) -> String { "job-\(100_000 + number)" }

    /// - Parameter text: an id, or something that begins with one and a full stop.
    static func number(_ text: String) -> Int? {
        guard text.hasPrefix("job-") else { return nil }
        return Int(text.dropFirst(4).prefix { $0 != "." }).map { $0 - 100_000 }
    }

    static func accountName(_ account: Int) -> String { "account-\(account)" }

    /// - Parameter code: another one makes it another request.
    func body(code: String) -> [UInt8] {
        var fields = [
            #""version":1"#, #""id":"\#(id)""#, #""kind":"\#(kind.rawValue)""#,
            #""account":"\#(Self.accountName(account))""#, #""purpose":"\#(purpose)""#,
            #""issued_at":"\#(issuedAt.rfc3339)""#, #""expires_at":"\#(expiresAt.rfc3339)""#,
        ]
        let phone = hasPhone ? #""phone":"+3161234\#(1_000 + account)""# : nil
        let mail = hasMail ? #""email":"user\#(account)@mail.example""# : nil
        fields.append(#""recipient":{\#([phone, mail].compactMap(\.self).joined(separator: ","))}"#)
        if let fallback { fields.append(#""fallback":\#(fallback)"#) }
        switch family {
        case .code: fields.append(#""code":"\#(code)""#)
        case .confirmation: fields += [#""step":"code""#, #""code":"\#(code)""#]
        case .notice: fields.append(#""event":"password_changed","locale":"\#(code == self.code ? "nl" : "en")""#)
        }
        return Array("{\(fields.joined(separator: ","))}".utf8)
    }
}
