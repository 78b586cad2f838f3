/// What a gateway says became of one message. A hint: it may come twice, late, or before the answer to the sending.
package struct DeliveryReport: Sendable, Equatable {
    package enum Status: String, CaseIterable, Sendable {
        case delivered
        /// For good.
        case undelivered
        case pending
    }

    /// The gateway's name for the message. It or `reference` is there.
    package let id: String?
    /// Our name for the message.
    package let reference: String?
    package let status: Status
    /// The vendor's word for the cause; never a number or a text of the message.
    package let code: String?

    package init(id: String?, reference: String?, status: Status, code: String?) {
        self.id = id
        self.reference = reference
        self.status = status
        self.code = code
    }
}
