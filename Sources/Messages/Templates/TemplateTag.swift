/// One `{{…}}` of a template.
struct TemplateTag: Equatable {
    enum Kind: Equatable {
        /// `{{name}}`
        case variable
        /// `{{#name}}`
        case section
        /// `{{^name}}`
        case inverted
        /// `{{/name}}`
        case close
        /// `{{>name}}`
        case partial
        /// `{{<name}}`
        case parent
        /// `{{$name}}`
        case block
        /// `{{! words }}`
        case comment

        /// Whether a `{{/name}}` must follow.
        var isOpening: Bool {
            switch self {
            case .section, .inverted, .parent, .block: true
            case .variable, .close, .partial, .comment: false
            }
        }
    }

    let kind: Kind
    let name: String
    /// Of the first brace, in bytes.
    let offset: Int
    /// Behind the last brace, in bytes.
    let end: Int
    /// The names of the sections around it, outermost first.
    var sections: [String] = []
    /// The layout or partial that it stands directly inside, as a block.
    var parent: String?
}
