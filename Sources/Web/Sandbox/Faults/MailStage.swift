/// The moment of an SMTP transaction at which the mail server fails.
enum MailStage: String, Codable, Sendable {
    case rcpt, data, end
}
