/// Why a message may not be in a queue.
package enum PublishError: Error, Equatable {
    /// No queue is bound for it (basic.return); it is nowhere.
    case unroutable(code: UInt16, text: String)
    /// The broker said no (basic.nack): a queue is full, or its leader is away.
    case refused
    /// Written, but the confirm did not come: it may have arrived.
    case unconfirmed
    /// Not written: no connection came in time.
    case notConnected
    /// Not written: the broker takes no messages (memory or disk alarm), and the time passed.
    case blocked
    /// Not written: this part does not fit on the wire.
    case tooLong(part: String)
}

extension PublishError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unroutable(let code, let text): "no queue takes this message: \(text) (\(code))"
        case .refused: "the broker refused the message"
        case .unconfirmed: "the broker did not confirm the message; it may have arrived"
        case .notConnected: "not connected to a broker"
        case .blocked: "the broker takes no messages at the moment"
        case .tooLong(let part): "the \(part) of the message is too long"
        }
    }
}
