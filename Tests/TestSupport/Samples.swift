package import Admission
package import Jobs

/// The moment at which most tests take place: 22 November 2026, 12.00 UTC.
package let noon = Timestamp(seconds: 1_795_348_800)

extension Job {
    /// A login code by SMS that lives ten minutes from `noon`, but for what a test says otherwise.
    package static func sample(
        id: String = "job-0001", account: String = "patient-1001", purpose: String = "login",
        issuedAt: Timestamp = noon, life: Duration = .seconds(600), phone: String? = "+31612345678",
        email: String? = "jan.jansen@example.org", name: String? = nil, channel: Channel? = nil,
        locale: String = "nl", content: JobContent = .loginCode(Secret("123456"), sequence: nil)
    ) throws -> Job {
        let kind: JobKind =
            switch content {
            case .loginCode, .totpCode: .sendCode
            case .confirmPhoneLink, .confirmPhoneCode: .confirmPhone
            case .notice: .securityNotice
            }
        let shown = name.flatMap { PersonName($0) }
        return Job(
            id: try required(JobID(id)), kind: kind, account: account, purpose: purpose, issuedAt: issuedAt,
            expiresAt: issuedAt + life,
            recipient: Recipient(
                phone: try phone.map { try PhoneNumber($0) }, email: email.flatMap { EmailAddress($0) },
                name: shown, isNameLeftOut: name != nil && shown == nil),
            channel: channel ?? (phone == nil ? .email : .sms), fallback: nil,
            locale: try required(LanguageTag(locale)), content: content)
    }
}

/// A sample that a test's author got wrong.
package struct BadSample: Error {
    package init() {}
}

package func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw BadSample() }
    return value
}

/// Readable instead of secret: good enough to tell contents apart.
package struct PlainHash: KeyedHash {
    package init() {}

    package func digest(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension AdmissionRules {
    package static func sample(
        limits: [Limit] = [], neighbours: NeighbourRule? = nil, unverified: UnverifiedRule? = nil,
        onUnknown: AdmissionRules.OnUnknown = .resend
    ) -> AdmissionRules {
        AdmissionRules(
            life: LifePolicy(
                minimumRemaining: .seconds(30), clockSkew: .seconds(30),
                maximumLifetime: [.code: .seconds(900), .link: .seconds(86_400), .notice: .seconds(7 * 86_400)]),
            limits: limits, neighbours: neighbours, unverified: unverified,
            onUnknown: Dictionary(uniqueKeysWithValues: JobKind.allCases.map { ($0, onUnknown) }))
    }
}
