extension BodyDefinition {
    /// With more fields: a map goes into the map of its name, a list of one map into that list of one map, and what has
    /// no place yet behind the others.
    func adding(_ more: [(name: String, value: Value)]) -> BodyDefinition {
        BodyDefinition(kind: kind, fields: Self.joined(fields, more), text: text)
    }

    private static func joined(
        _ fields: [(name: String, value: Value)], _ more: [(name: String, value: Value)]
    ) -> [(name: String, value: Value)] {
        more.reduce(into: fields) { fields, field in
            if let index = fields.firstIndex(where: { $0.name == field.name }) {
                fields[index].value = joined(fields[index].value, field.value)
            } else {
                fields.append(field)
            }
        }
    }

    private static func joined(_ value: Value, _ more: Value) -> Value {
        switch (value, more) {
        case (.map(let fields), .map(let others)):
            return .map(joined(fields, others))
        case (.list(let values), .list(let others)):
            guard let only = values.first, let other = others.first else { return value }
            return .list([joined(only, other)])
        case (.text, _), (.bare, _), (.map, _), (.list, _):
            return value  // the file's reader lets none through
        }
    }
}
