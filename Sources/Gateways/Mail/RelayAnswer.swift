import Transfers

/// What came of handing one mail to a relay.
package struct RelayAnswer: Sendable, Equatable {
    package let answer: SendAnswer
    let reply: SMTPReply?

    /// The relay's last words on the mail, for a log at `debug`; nil when it said none. Costs more than writing the mail.
    ///
    /// - Parameter message: the mail, of which nothing secret may be quoted.
    package func remark(on message: [UInt8]) -> String? {
        reply?.remark(on: message)
    }
}
