package import Jobs

/// Why a job has no text for a channel.
package enum RenderError: Error, Equatable {
    /// This message never goes by this channel: a confirmation link by SMS, a confirmation code by e-mail.
    case notForChannel(MessageName, Channel)
    case noEmailAddress
    /// A code of fewer than 4 or more than 10 characters, which no job that was read from a queue can hold; or none yet,
    /// because it must first be made from the job's TOTP secret.
    case unusualCode
}
