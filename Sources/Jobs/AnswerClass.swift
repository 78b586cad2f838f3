/// What a gateway's or relay's answer means for the message.
package enum AnswerClass: String, CaseIterable, Sendable {
    case accepted
    /// For good, and because of this message or its recipient.
    case refused
    /// Not taken now; may be tried again.
    case retry
    /// Not taken, because of our own account, sender or credentials: no message will get through before it is mended.
    case misconfigured
    /// Nothing left us.
    case notSent = "not_sent"
    /// It may have been taken.
    case unknown
}
