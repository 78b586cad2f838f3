/// The store gave no answer: the step happened or it did not.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case unavailable
        case full
        case corrupt
        /// Written by another version of this program.
        case otherSchema = "other_schema"
    }

    package let kind: Kind
    /// The store's own words; never holds a value from a job.
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { "\(kind.rawValue): \(detail)" }
}
