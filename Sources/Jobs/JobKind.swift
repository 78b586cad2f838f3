/// What a job asks for; also its routing key, and the end of its queue's name.
package enum JobKind: String, CaseIterable, Sendable {
    case sendCode = "send_code"
    case confirmPhone = "confirm_phone"
    case securityNotice = "security_notice"
}
