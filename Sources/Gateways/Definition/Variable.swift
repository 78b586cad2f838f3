/// What a template may ask of an order; the whole list.
enum Variable: String, CaseIterable, Sendable {
    /// The recipient's number, in the gateway's form.
    case to
    case sender
    case text
    /// The text's bytes as they travel, in hexadecimal: GSM 03.38, or UTF-16 with the high byte first.
    case textHex = "text_hex"
    case reference
    /// In the gateway's unit, at the moment of the request.
    case validity
    /// The gateway's own name for it.
    case encoding
    case segments

    /// Those that show a code.
    static let texts: [Variable] = [.text, .textHex]
}
