package import Admission
package import Jobs
package import Messages

/// One way out: an SMS gateway or a mail relay.
package protocol Outlet: Sendable {
    /// As in the configuration, and no other's; stands in outcomes, logs and metrics.
    var name: String { get }
    var channel: Channel { get }
    /// Another number when the settings make another way of it: what was learned of the old one says nothing of this.
    var edition: Int { get }
    /// Whether it tells later what became of a message.
    var sendsReceipts: Bool { get }
    /// How fast it takes segments, if that is known.
    var throttle: Throttle? { get }

    /// Makes one attempt, and never a second one. Returns before `timeout` has passed, and no byte leaves after it.
    ///
    /// - Parameter trace: for a gateway, which is a part of it; a mail goes to its reader, whom it is not for.
    func send(_ letter: Letter, of id: JobID, trace: TraceParent?, timeout: Duration) async -> Answer
}

/// A text ready to go.
package enum Letter: Sendable {
    /// - Parameter validity: the life left; a gateway that knows validity periods is told.
    case sms(SMSText, to: PhoneNumber, validity: Duration)
    case mail(MailText)
}

/// What a way out made of an attempt.
package struct Answer: Sendable, Equatable {
    /// What it says something of.
    package enum Concern: Sendable {
        /// Others would be answered alike.
        case way
        /// This message only.
        case message
        /// This message could not even be tried.
        case unfit
    }

    package let answer: AnswerClass
    /// The provider's own id for the message, once it took it.
    package let id: String?
    /// Our name for the message, as the provider was told it.
    package let reference: String?
    /// What came back, fit for a log: a status or an error code, never a body, number or code.
    package let note: String
    package let concern: Concern
    /// How long the provider asks to be left alone, or the message to wait.
    package let pause: Duration?

    package init(
        _ answer: AnswerClass, id: String? = nil, reference: String? = nil, note: String, concern: Concern = .way,
        pause: Duration? = nil
    ) {
        self.answer = answer
        self.id = id
        self.reference = reference
        self.concern = concern
        self.pause = pause
        self.note = note
    }
}
