/// What a request carries, and how it is written.
struct BodyDefinition: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case json
        case form
        /// In the address; the request has no body.
        case query
        /// A text by itself.
        case text
    }

    indirect enum Value: Sendable {
        /// A string in JSON.
        case text(TextTemplate)
        /// A number or boolean in JSON: written without quotes.
        case bare(TextTemplate)
        case map([(name: String, value: Value)])
        case list([Value])

        /// All there are, at any depth.
        var templates: [TextTemplate] {
            switch self {
            case .text(let template), .bare(let template): [template]
            case .map(let fields): fields.flatMap(\.value.templates)
            case .list(let values): values.flatMap(\.templates)
            }
        }
    }

    let kind: Kind
    /// None of a text.
    let fields: [(name: String, value: Value)]
    /// The whole body of a text.
    let text: TextTemplate?

    var templates: [TextTemplate] {
        fields.flatMap(\.value.templates) + (text.map { [$0] } ?? [])
    }
}
