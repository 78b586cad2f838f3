package import Jobs

/// Jobs that texts are tried with: what people may get at the least, mostly, and at the most.
package enum SampleJob: String, CaseIterable, Sendable {
    case shortest, typical, longest

    /// - Parameters:
    ///   - host: that a confirmation link of a sample names.
    ///   - issuedAt: moves with the job's life, so that a sample is as good on any day.
    package func job(
        for message: MessageName, in language: Language, linkHost host: HostName, issuedAt: Timestamp = Self.moment
    ) -> Job? {
        guard
            let id = JobID("sample-\(message.rawValue)"), let locale = LanguageTag(language.rawValue),
            let phone = try? PhoneNumber("0612345678"), let email = EmailAddress("sam@example.org"),
            let content = content(of: message, host: host, newPhone: phone)
        else { return nil }
        let kind: JobKind =
            switch content {
            case .loginCode, .totpCode: .sendCode
            case .confirmPhoneLink, .confirmPhoneCode: .confirmPhone
            case .notice: .securityNotice
            }
        return Job(
            id: id, kind: kind, account: "sample", purpose: "login", issuedAt: issuedAt, expiresAt: issuedAt + life,
            recipient: Recipient(phone: phone, email: email, name: name), channel: message.channels[0], fallback: nil,
            locale: locale, content: content)
    }

    /// 30 September 2026, 22.05 in Amsterdam: few dates are longer.
    package static let moment = Timestamp(seconds: 1_790_798_700)

    private var life: Duration {
        switch self {
        case .shortest: .seconds(60)
        case .typical: .seconds(7 * 60)
        case .longest: .seconds(2 * 3_600 + 59 * 60)  // the longest in words
        }
    }

    private var name: PersonName? {
        switch self {
        case .shortest: nil
        case .typical: PersonName("Sam de Vries")
        case .longest: PersonName("Zoë-Maximiliaan van Oudenaarden-Schimmelpenninck")
        }
    }

    private var code: Secret {
        switch self {
        case .shortest: Secret("4839")
        case .typical: Secret("483920")
        case .longest: Secret("87654321")
        }
    }

    private var sequence: Int? {
        switch self {
        case .shortest: nil
        case .typical: 2
        case .longest: 999
        }
    }

    private func content(of message: MessageName, host: HostName, newPhone: PhoneNumber) -> JobContent? {
        switch message {
        case .loginCode: .loginCode(code, sequence: sequence)
        case .confirmPhoneCode: .confirmPhoneCode(code, sequence: sequence)
        case .confirmPhoneLink:
            ConfirmationLink("https://\(host)/bevestigen?sleutel=" + String(repeating: "Zk9x2Q7aLm", count: length)).map
            {
                .confirmPhoneLink($0, newPhone: newPhone)
            }
        case .passwordChanged: .notice(.passwordChanged)
        case .phoneChanged: .notice(.phoneChanged)
        case .phoneRemoved: .notice(.phoneRemoved)
        case .totpEnabled: .notice(.totpEnabled)
        case .totpDisabled: .notice(.totpDisabled)
        case .twoFactorDisabled: .notice(.twoFactorDisabled)
        }
    }

    /// Of a link's key, in tens.
    private var length: Int { self == .longest ? 12 : 3 }
}
