import Jobs

/// Whether the names in a template are names that it is given.
enum VariableCheck {
    /// Names that no message knows, or that are used in a way that prints nothing sensible.
    static func unknownNames(in template: Template) -> [TemplateFinding] {
        template.tags.compactMap { tag in
            guard isLookup(tag) else { return nil }
            if DigitVariable(rawValue: tag.name) != nil {
                if tag.sections.contains(MessageVariable.digits.rawValue) { return nil }
                return template.finding(at: tag, "\(tag.name) is known only inside {{#digits}} … {{/digits}}")
            }
            guard let variable = MessageVariable(rawValue: tag.name) else {
                let names = MessageVariable.allCases.map(\.rawValue) + DigitVariable.allCases.map(\.rawValue)
                let hint = NearestName.hint(for: tag.name, among: names)
                return template.finding(at: tag, "there is no value called \(tag.name)\(hint)")
            }
            if variable == .digits, tag.kind == .variable {
                return template.finding(at: tag, "digits is a list: write {{#digits}}{{digit}}{{/digits}}")
            }
            return nil
        }
    }

    /// Names that other messages know, but not this part of this one.
    static func unavailableNames(
        in template: Template, for name: MessageName, _ part: MessagePart
    ) -> [TemplateFinding] {
        let known = name.variables(in: part)
        return template.tags.compactMap { tag in
            guard isLookup(tag), let variable = MessageVariable(rawValue: tag.name), !known.contains(variable) else {
                return nil
            }
            return template.finding(at: tag, "\(name.rawValue)/\(part.rawValue) is not given the value \(tag.name)")
        }
    }

    private static func isLookup(_ tag: TemplateTag) -> Bool {
        switch tag.kind {
        case .variable, .section, .inverted: true
        case .close, .partial, .parent, .block, .comment: false
        }
    }
}
