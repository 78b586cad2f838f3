package import Jobs

/// A copy of a job as the broker handed it over, still unread; shows nothing of its body.
package struct JobDelivery: Masked, Sendable {
    static let mostReturns = 1_000_000

    package let receipt: DeliveryReceipt
    package let kind: JobKind
    /// Empty if it was longer than any job may be.
    package let body: [UInt8]
    /// Bytes on the wire.
    package let size: Int
    package let contentType: String?
    package let messageID: String?
    /// Where the publisher wants to hear of the outcome, besides the outcomes' exchange.
    package let replyTo: String?
    package let correlationID: String?
    /// How often this job came back through a delay queue. What a publisher claims is kept between 0 and a million, so
    /// that it can be counted on.
    package let returns: Int
    /// How often the broker had to take this copy back unsettled.
    package let redeliveries: Int
    /// The store had a row for the job when this copy was put aside, so it must know it still.
    package var isRemembered: Bool
    /// A copy of a job that was sent, kept until its receipt has come: the only place where its text can be had again.
    package var isWatch: Bool
    /// Not to be tried sooner: a relay has asked for more time than a delay queue gives.
    package var notBefore: Timestamp?
    /// The publisher's, told on with everything that is told of the job.
    package let trace: TraceParent?
    /// It came with one that cannot be read, which is no fault of the job's.
    package let isTraceMalformed: Bool

    package init(
        receipt: DeliveryReceipt, kind: JobKind, body: [UInt8], size: Int, contentType: String?, messageID: String?,
        replyTo: String?, correlationID: String?, returns: Int, redeliveries: Int = 0, isRemembered: Bool,
        isWatch: Bool = false, notBefore: Timestamp? = nil, traceparent: String? = nil
    ) {
        self.receipt = receipt
        self.kind = kind
        self.body = body
        self.size = size
        self.contentType = contentType
        self.messageID = messageID
        self.replyTo = replyTo
        self.correlationID = correlationID
        self.returns = min(max(0, returns), Self.mostReturns)
        self.redeliveries = redeliveries
        self.isRemembered = isRemembered
        self.isWatch = isWatch
        self.notBefore = notBefore
        trace = traceparent.flatMap(TraceParent.init)
        isTraceMalformed = traceparent != nil && trace == nil
    }

    /// Not one that comes back.
    var isNew: Bool { returns == 0 && !isWatch }

    package var mask: String { "\(kind.rawValue), \(size) bytes" }

    /// What is put aside to look after the message that was sent.
    var watch: JobDelivery {
        JobDelivery(
            receipt: receipt, kind: kind, body: body, size: size, contentType: contentType, messageID: messageID,
            replyTo: nil, correlationID: nil, returns: 0, isRemembered: true, isWatch: true, traceparent: trace?.text)
    }
}
