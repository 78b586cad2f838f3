/// What a security notice tells the user about.
package enum SecurityEvent: String, CaseIterable, Sendable {
    case passwordChanged = "password_changed"
    case phoneChanged = "phone_changed"
    case phoneRemoved = "phone_removed"
    case totpEnabled = "totp_enabled"
    case totpDisabled = "totp_disabled"
    case twoFactorDisabled = "two_factor_disabled"
}
