/// How a job ended; every job has exactly one.
package enum Outcome: Sendable, Equatable {
    case sent(Sent)
    case rejected(Rejection)
    case failed(Failure)

    package struct Sent: Sendable, Equatable {
        package let channel: Channel
        /// The gateway or relay that took the message.
        package let provider: String
        package let providerMessageID: String?
        package let attempts: Int
        /// What the bill counts; absent for e-mail.
        package let segments: Int?
        /// From `issued_at` until a worker took the job.
        package let queued: Duration
        /// From the worker's taking the job until the provider's answer.
        package let elapsed: Duration
        /// Life left when the provider answered.
        package let remaining: Duration
        package let possibleDuplicate: Bool
        /// The field of the job that could not be shown, dotted: `recipient.name`.
        package let leftOut: String?

        package init(
            channel: Channel, provider: String, providerMessageID: String?, attempts: Int, segments: Int?,
            queued: Duration, elapsed: Duration, remaining: Duration, possibleDuplicate: Bool, leftOut: String? = nil
        ) {
            self.channel = channel
            self.provider = provider
            self.providerMessageID = providerMessageID
            self.attempts = attempts
            self.segments = segments
            self.queued = queued
            self.elapsed = elapsed
            self.remaining = remaining
            self.possibleDuplicate = possibleDuplicate
            self.leftOut = leftOut
        }
    }

    package struct Failure: Sendable, Equatable {
        package enum Reason: String, CaseIterable, Sendable {
            /// A permanent answer.
            case refused
            /// Life or attempts ran out, and nothing was sent.
            case exhausted
            /// It may have been sent.
            case unknown
        }

        package let reason: Reason
        package let attempts: Int
        package let provider: String?
        /// The class of the provider's last answer.
        package let answer: AnswerClass?
        /// More than one attempt may have reached the user.
        package let possibleDuplicate: Bool

        package init(
            reason: Reason, attempts: Int, provider: String?, answer: AnswerClass?, possibleDuplicate: Bool
        ) {
            self.reason = reason
            self.attempts = attempts
            self.provider = provider
            self.answer = answer
            self.possibleDuplicate = possibleDuplicate
        }
    }

    /// `sent`, `rejected` or `failed`.
    package var name: String {
        switch self {
        case .sent: "sent"
        case .rejected: "rejected"
        case .failed: "failed"
        }
    }
}
