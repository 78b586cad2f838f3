package import Jobs

/// One text for one number, as any gateway gets it.
package struct SMSOrder: Sendable {
    package enum Encoding: Sendable {
        case gsm7
        case ucs2
    }

    package let to: PhoneNumber
    package let text: Secret
    package let encoding: Encoding
    package let segments: Int
    /// The job's id: the gateway's reference is made from it, the same for each attempt.
    package let id: JobID
    /// What is left of the message's life at the moment of the request.
    package var validity: Duration
    package let sender: String
    /// Stands in the request's headers.
    package var trace: TraceParent?

    package init(
        to: PhoneNumber, text: Secret, encoding: Encoding, segments: Int, id: JobID, validity: Duration, sender: String
    ) {
        self.to = to
        self.text = text
        self.encoding = encoding
        self.segments = segments
        self.id = id
        self.validity = validity
        self.sender = sender
    }
}
