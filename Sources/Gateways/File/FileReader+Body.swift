extension FileReader {
    private enum BareType: String, CaseIterable {
        case string
        case number
        case boolean
    }

    mutating func body(_ field: FileField, _ values: TemplateValues) -> BodyDefinition? {
        let parts = fields(field, ["type", "fields", "text"])
        let kind = required(parts, "type", of: field).flatMap { choice($0, BodyDefinition.Kind.self) }
        if kind == .text { return plainBody(parts, of: field, values) }
        if let text = parts["text"] { report(text, "expected this only with the type text") }
        guard let map = required(parts, "fields", of: field) else { return nil }
        let fields = bodyFields(map, kind, values)
        return kind.map { BodyDefinition(kind: $0, fields: fields, text: nil) }
    }

    mutating func bodyFields(
        _ map: FileField, _ kind: BodyDefinition.Kind?, _ values: TemplateValues
    ) -> [(name: String, value: BodyDefinition.Value)] {
        entries(map).compactMap { name, field in
            bodyValue(field, kind, values).map { (name: name, value: $0) }
        }
    }

    private mutating func plainBody(
        _ parts: [String: FileField], of field: FileField, _ values: TemplateValues
    ) -> BodyDefinition? {
        if let fields = parts["fields"] { report(fields, "expected no fields: a text is one template, text") }
        return required(parts, "text", of: field).flatMap { template($0, values) }
            .map { BodyDefinition(kind: .text, fields: [], text: $0) }
    }

    private mutating func bodyValue(
        _ field: FileField, _ kind: BodyDefinition.Kind?, _ values: TemplateValues
    ) -> BodyDefinition.Value? {
        if field.keys.contains("value") { return typedValue(field, values) }
        if field.isMap || field.isList {
            guard kind == .json else {
                report(field, "expected a text: only json nests")
                return nil
            }
            if field.isList { return .list(items(field).compactMap { bodyValue($0, kind, values) }) }
            return .map(bodyFields(field, kind, values))
        }
        guard let template = template(field, values) else { return nil }
        let isBare =
            field.isPlain && (JSONReader.isNumber(template.literals) || ["true", "false"].contains(template.literals))
        return isBare && template.variables.isEmpty && template.credentials.isEmpty ? .bare(template) : .text(template)
    }

    /// `{value: "{{validity}}", type: number}`
    private mutating func typedValue(_ field: FileField, _ values: TemplateValues) -> BodyDefinition.Value? {
        let parts = fields(field, ["value", "type"])
        let type = required(parts, "type", of: field).flatMap { choice($0, BareType.self) }
        guard let place = parts["value"], let template = template(place, values), let type else { return nil }
        let isFit: (String) -> Bool
        switch type {
        case .string: return .text(template)
        case .number: isFit = JSONReader.isNumber
        case .boolean: isFit = { $0 == "true" || $0 == "false" }
        }
        guard values.examples.allSatisfy({ template.filled($0).map(isFit) ?? false }) else {
            report(place, "expected what always makes a JSON \(type.rawValue), as {{validity}} makes a number")
            return nil
        }
        return .bare(template)
    }
}
