/// Where a value of a receipt stands.
enum ReceiptPlace: Sendable, Equatable {
    /// In the body, or among the parameters when the receipt is a query.
    case content(JSONPath)
    /// A parameter of the address, besides a body: what we put there when we gave the address to the gateway.
    case address(String)

    /// `?ref` for a parameter of the address; else a place in JSON, or the name of a field.
    init?(_ text: String, in kind: ReceiptKind) {
        if text.hasPrefix("?") {
            guard kind != .query, text.utf8.count > 1 else { return nil }
            self = .address(String(text.dropFirst()))
        } else if kind == .json {
            guard let path = JSONPath(text) else { return nil }
            self = .content(path)
        } else {
            guard !text.isEmpty else { return nil }
            self = .content(JSONPath(key: text))
        }
    }
}
