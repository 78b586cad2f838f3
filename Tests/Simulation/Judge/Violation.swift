/// A promise that a run has broken.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
    package enum Rule: String, CaseIterable, Sendable {
        /// A job that the broker accepted has no outcome.
        case lost
        /// More than one terminal outcome of a job.
        case twoEndings = "two endings"
        /// One event id with two contents.
        case twoContents = "two contents"
        /// Begun with less life than is useful, or arrived when the life was over.
        case late
        /// An attempt without a permission of the store that still runs, or begun after a newer job was admitted.
        case unpermitted
        /// Begun while another attempt of the subject was on the wire.
        case crossed
        /// More messages than a limit lets through.
        case overLimit = "over a limit"
        /// What a job took of a limit was not given back, or given back though it was sent.
        case allowance
        /// Arrived twice, and nobody was told that it may have.
        case twice
        /// Arrived more often than the policy allows.
        case tooOften = "too often"
        /// The outcome says something else than what happened.
        case untrue
        /// A message that did not arrive was sent again without a word, or against the receipt.
        case rescue
        /// All was well, and yet it was not sent at once.
        case unwell
        /// It does not come to an end.
        case endless
        /// A worker did not leave when it was told to.
        case drain
    }

    package let rule: Rule
    package let text: String

    package var description: String { "\(rule.rawValue): \(text)" }
}
