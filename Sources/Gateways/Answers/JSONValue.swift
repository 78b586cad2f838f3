/// An answer's body, read (RFC 8259).
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// As it was written: a number of 20 digits stays what it is.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Nil for what is not JSON, or is nested deeper than any answer.
    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        guard let value = reader.document() else { return nil }
        self = value
    }

    /// Text to compare with; nil for a list or map.
    var scalarText: String? {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        case .array, .object: nil
        }
    }

    func values(at path: JSONPath) -> [JSONValue] {
        path.steps.reduce([self]) { found, step in
            found.flatMap { $0.values(at: step) }
        }
    }

    private func values(at step: JSONPath.Step) -> [JSONValue] {
        switch (step, self) {
        case (.key(let key), .object(let fields)): fields[key].map { [$0] } ?? []
        case (.index(let index), .array(let items)): items.indices.contains(index) ? [items[index]] : []
        case (.all, .array(let items)): items
        default: []
        }
    }
}
