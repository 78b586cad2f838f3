import Jobs

extension Pattern {
    /// The fields as JSON, or as `name=value&…`; a text as it is.
    init(_ body: BodyDefinition, _ credentials: [String: Secret]) {
        self.init()
        switch body.kind {
        case .json:
            append(.map(body.fields), credentials)
        case .text:
            if let text = body.text { append(text, .none, credentials) }
        case .form, .query:
            for (index, field) in body.fields.enumerated() {
                if index > 0 { append(literal: "&") }
                append(literal: field.name, .percent)
                append(literal: "=")
                switch field.value {
                case .text(let template), .bare(let template): append(template, .percent, credentials)
                case .map, .list: break  // the file's reader lets none through
                }
            }
        }
    }

    private mutating func append(_ value: BodyDefinition.Value, _ credentials: [String: Secret]) {
        switch value {
        case .text(let template):
            append(literal: "\"")
            append(template, .json, credentials)
            append(literal: "\"")
        case .bare(let template):
            append(template, .none, credentials)
        case .map(let fields):
            append(literal: "{")
            for (index, field) in fields.enumerated() {
                append(literal: index > 0 ? ",\"" : "\"")
                append(literal: field.name, .json)
                append(literal: "\":")
                append(field.value, credentials)
            }
            append(literal: "}")
        case .list(let values):
            append(literal: "[")
            for (index, value) in values.enumerated() {
                if index > 0 { append(literal: ",") }
                append(value, credentials)
            }
            append(literal: "]")
        }
    }
}
