/// Why a request is refused, in the words of the contract.
package struct Rejection: Error, Sendable, Equatable {
    package enum Reason: String, CaseIterable, Sendable {
        case invalid
        case expired
        case tooLate = "too_late"
        case issuedInFuture = "issued_in_future"
        case lifetimeTooLong = "lifetime_too_long"
        case duplicate
        case superseded
        case rateLimited = "rate_limited"
        case destinationNotAllowed = "destination_not_allowed"
        case linkNotAllowed = "link_not_allowed"
        case sealRequired = "seal_required"
        case sealInvalid = "seal_invalid"
    }

    package let reason: Reason
    /// The field at fault, dotted: `recipient.phone`.
    package let field: String?
    /// One sentence for the developer of the backend; never holds a value from the job.
    package let detail: String
    /// Seconds until the same request would be let through, rounded up.
    package let retryAfter: Int64?

    package init(_ reason: Reason, field: String? = nil, _ detail: String, retryAfter: Int64? = nil) {
        self.reason = reason
        self.field = field
        self.detail = detail
        self.retryAfter = retryAfter
    }
}
