/// What a template may ask of an order; the whole list.
enum Variable: String, CaseIterable, Sendable {
    /// The recipient's number, in the gateway's form.
    case to
    case sender
    case text
    case reference
    /// In the gateway's unit, at the moment of the request.
    case validity
    /// The gateway's own name for it.
    case encoding
    case segments
}
