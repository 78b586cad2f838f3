package import Jobs

/// What came of handing one message to a gateway or relay.
package struct SendAnswer: Sendable, Equatable {
    package enum Verdict: Sendable, Equatable {
        /// - id: the provider's name for the message, where it gave one.
        case accepted(id: String?)
        case refused
        /// - after: how long the provider asks us to wait.
        case retry(after: Duration?)
        /// Not this message now; another may be taken.
        ///
        /// - after: how long the provider asks it to wait.
        case later(after: Duration?)
        case misconfigured
        case notSent
        /// Nothing was attempted: this message is none that the provider could be given.
        case unfit
        case unknown
    }

    package let verdict: Verdict
    /// For a log: a status, libcurl's name for a failure, a vendor's code. Nothing of the message or its recipient.
    package let note: String

    package init(_ verdict: Verdict, note: String) {
        self.verdict = verdict
        self.note = note
    }

    package var answerClass: AnswerClass {
        switch verdict {
        case .accepted: .accepted
        case .refused: .refused
        case .retry, .later: .retry
        case .misconfigured: .misconfigured
        case .notSent, .unfit: .notSent
        case .unknown: .unknown
        }
    }
}
