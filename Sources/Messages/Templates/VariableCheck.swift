import Jobs

/// Whether the names in a template are names that it is given.
enum VariableCheck {
    /// A name that no message knows, or that is used in a way that prints nothing sensible.
    static func unknownName(_ tag: TemplateTag, in file: TemplateFile) -> TemplateFinding? {
        guard isLookup(tag) else { return nil }
        if DigitVariable(rawValue: tag.name) != nil {
            if tag.sections.contains(MessageVariable.digits.rawValue) { return nil }
            return file.finding(at: tag, .onlyInDigits(tag.name))
        }
        guard let variable = MessageVariable(rawValue: tag.name) else {
            let names = MessageVariable.allCases.map(\.rawValue) + DigitVariable.allCases.map(\.rawValue)
            let nearest = NearestName.find(tag.name, among: names)
            return file.finding(at: tag, .unknownValue(name: tag.name, nearest: nearest), name: nearest)
        }
        return variable == .digits && tag.kind == .variable ? file.finding(at: tag, .digitsAlone) : nil
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
            return template.file.finding(at: tag, .unavailable(name: tag.name, name, part))
        }
    }

    private static func isLookup(_ tag: TemplateTag) -> Bool {
        switch tag.kind {
        case .variable, .section, .inverted: true
        case .close, .partial, .parent, .block, .comment: false
        }
    }
}
