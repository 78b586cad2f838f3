/// How a message reaches its reader.
package enum Channel: String, CaseIterable, Sendable {
    case sms
    case email
}
