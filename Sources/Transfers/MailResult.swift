/// How a mail ended, by who has it now.
package enum MailResult: Sendable, Equatable {
    /// The relay has it; its reply mostly names the mail in the relay's own queue.
    case accepted(SMTPReply)
    /// The relay will never take it (5xx).
    case refused(SMTPReply)
    /// The relay does not take it now (4xx).
    case deferred(SMTPReply)
    /// The relay refuses us, whatever the mail: login, sender or permission (5xx).
    case misconfigured(SMTPReply)
    /// The relay does not have it.
    case notSent(TransferFailure)
    /// The message was on its way, and the relay never said whether it took it.
    case maybeSent(TransferFailure)
}
