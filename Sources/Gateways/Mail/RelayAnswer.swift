/// What came of handing one mail to a relay.
package struct RelayAnswer: Sendable, Equatable {
    package let answer: SendAnswer
    /// The relay's last words on the mail, for a log at `debug`; nil when it said none.
    package let remark: String?
}
