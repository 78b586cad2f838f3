/// How a receipt comes.
enum ReceiptKind: String, CaseIterable, Sendable {
    /// With POST.
    case json
    /// With POST.
    case form
    /// With GET, in the address.
    case query
}
