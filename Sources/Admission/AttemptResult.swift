package import Jobs

/// What came of one attempt, and what the worker would do next.
///
/// In a box, because every waiting step keeps room for one.
package indirect enum AttemptResult: Sendable, Equatable {
    case accepted(Acceptance)
    case refused(provider: String)
    /// Certainly not taken.
    case notSent(Setback)
    /// No attempt was made after all, so none is counted.
    case untried(Setback)
    /// It may have been taken.
    case maybeSent(Setback)
}

extension AttemptResult {
    package var tags: [MessageTag] {
        if case .accepted(let acceptance) = self { acceptance.tags } else { [] }
    }
}

/// What the provider said when it took the message.
package struct Acceptance: Sendable, Equatable {
    package let channel: Channel
    package let provider: String
    package let providerMessageID: String?
    package let segments: Int?
    /// When what was sent ends to be of use: with the job, or before it with a TOTP secret's code.
    package let expiresAt: Timestamp?
    /// As a receipt will name the message, if one can come.
    package let tags: [MessageTag]

    package init(
        channel: Channel, provider: String, providerMessageID: String?, segments: Int?, expiresAt: Timestamp? = nil,
        tags: [MessageTag] = []
    ) {
        self.channel = channel
        self.provider = provider
        self.providerMessageID = providerMessageID
        self.segments = segments
        self.expiresAt = expiresAt
        self.tags = tags
    }
}

/// An attempt that did not end the job.
package struct Setback: Sendable, Equatable {
    package enum Next: Sendable, Equatable {
        /// Another way out is at hand.
        case tryNow
        case wait
        /// No more by this channel: the other one, if the rules have room for a message there. Without room, a refused
        /// message ends its job, and any other waits.
        case detour(Detour)
    }

    package let provider: String
    package let answer: AnswerClass
    package let next: Next

    package init(provider: String, answer: AnswerClass, next: Next) {
        self.provider = provider
        self.answer = answer
        self.next = next
    }
}
