package import Jobs

/// One of the texts that go out; its raw value is the name of its folder among the templates.
package enum MessageName: String, CaseIterable, Sendable {
    case loginCode = "login_code"
    case confirmPhoneLink = "confirm_phone_link"
    case confirmPhoneCode = "confirm_phone_code"
    case passwordChanged = "notice_password_changed"
    case phoneChanged = "notice_phone_changed"
    case phoneRemoved = "notice_phone_removed"
    case totpEnabled = "notice_totp_enabled"
    case totpDisabled = "notice_totp_disabled"
    case twoFactorDisabled = "notice_two_factor_disabled"

    package init(_ content: JobContent) {
        self =
            switch content {
            case .loginCode, .totpCode: .loginCode
            case .confirmPhoneLink: .confirmPhoneLink
            case .confirmPhoneCode: .confirmPhoneCode
            case .notice(.passwordChanged): .passwordChanged
            case .notice(.phoneChanged): .phoneChanged
            case .notice(.phoneRemoved): .phoneRemoved
            case .notice(.totpEnabled): .totpEnabled
            case .notice(.totpDisabled): .totpDisabled
            case .notice(.twoFactorDisabled): .twoFactorDisabled
            }
    }

    /// The channels that this message may take: the link goes by e-mail only, and its code by SMS only.
    package var channels: [Channel] {
        switch self {
        case .confirmPhoneLink: [.email]
        case .confirmPhoneCode: [.sms]
        case .loginCode, .passwordChanged, .phoneChanged, .phoneRemoved, .totpEnabled, .totpDisabled,
            .twoFactorDisabled:
            [.sms, .email]
        }
    }

    /// The files that its folder must hold.
    package var parts: [MessagePart] {
        MessagePart.allCases.filter { channels.contains($0.channel) }
    }

    /// The same for a reader.
    var partNames: String { parts.map(\.rawValue).joined(separator: ", ") }
}
