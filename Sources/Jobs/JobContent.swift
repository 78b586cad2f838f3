/// What a job wants told, with just the values that this message needs.
package enum JobContent: Sendable, Equatable {
    case loginCode(Secret, sequence: Int?)
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
        case .loginCode: "-"
        }
    }

    /// How long such a message may be valid at most; the limits are `policy.max_lifetime`.
    package var lifetimeClass: LifetimeClass {
        switch self {
        case .loginCode, .confirmPhoneCode: .code
        case .confirmPhoneLink: .link
        case .notice: .notice
        }
    }

    /// For `Job.canonical`.
    var values: [String?] {
        switch self {
        case .loginCode(let code, let sequence), .confirmPhoneCode(let code, let sequence):
            [code.revealed, sequence.map(String.init)]
        case .confirmPhoneLink(let link, let newPhone): [link.url.revealed, newPhone.e164]
        case .notice(let event): [event.rawValue]
        }
    }
}
