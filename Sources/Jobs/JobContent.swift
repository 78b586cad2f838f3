/// What a job wants told, with just the values that this message needs.
package enum JobContent: Sendable, Equatable {
    case loginCode(Secret, sequence: Int?)
    /// The same, with the code that the user's app would show at the moment of sending.
    case totpCode(TOTPSecret, sequence: Int?)
    case confirmPhoneLink(ConfirmationLink, newPhone: PhoneNumber)
    case confirmPhoneCode(Secret, sequence: Int?)
    case notice(SecurityEvent)

    /// `link` or `code` of `confirm_phone`, the event of a notice, else a dash. Each tells the user something else, so
    /// none replaces another.
    package var step: String {
        switch self {
        case .confirmPhoneLink: "link"
        case .confirmPhoneCode: "code"
        case .notice(let event): event.rawValue
        case .loginCode, .totpCode: "-"
        }
    }

    /// How long such a message may be valid at most; the limits are `policy.max_lifetime`.
    package var lifetimeClass: LifetimeClass {
        switch self {
        case .loginCode, .totpCode, .confirmPhoneCode: .code
        case .confirmPhoneLink: .link
        case .notice: .notice
        }
    }

    /// The number of a code, where it has one.
    package var sequence: Int? {
        switch self {
        case .loginCode(_, let sequence), .totpCode(_, let sequence), .confirmPhoneCode(_, let sequence): sequence
        case .confirmPhoneLink, .notice: nil
        }
    }

    package var totp: TOTPSecret? {
        if case .totpCode(let totp, _) = self { totp } else { nil }
    }

    /// For `Job.canonical`.
    var values: [String?] {
        switch self {
        case .loginCode(let code, let sequence), .confirmPhoneCode(let code, let sequence):
            [code.revealed, sequence.map(String.init)]
        case .totpCode(let totp, let sequence):
            [
                totp.key.withBytes { $0.map { String($0, radix: 16) }.joined(separator: " ") }, String(totp.period),
                String(totp.digits), totp.algorithm.rawValue, sequence.map(String.init),
            ]
        case .confirmPhoneLink(let link, let newPhone): [link.url.revealed, newPhone.e164]
        case .notice(let event): [event.rawValue]
        }
    }
}
