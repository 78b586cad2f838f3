/// Why a receipt is not taken. For our log; the sender is not told.
package enum ReceiptRefusal: Error, Equatable {
    /// - allowed: what the gateway's file says.
    case method(allowed: String)
    case signature(SignatureFault)
    /// It is the vendor's own, but not what the gateway's file says.
    case unreadable
}
