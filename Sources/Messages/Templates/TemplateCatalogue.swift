import Jobs
import Mustache

/// Puts the files of a template folder in their places, and finds what is missing, misplaced or unknown.
struct TemplateCatalogue {
    private(set) var findings: [TemplateFinding] = []
    private var messages: [Language: [MessageName: [MessagePart: Template]]] = [:]
    /// Partials of every language.
    private var shared: [Markup: [String: Template]] = [:]
    private var partials: [Language: [Markup: [String: Template]]] = [:]

    init(_ files: [TemplateFile]) {
        for file in files { add(file) }
        for language in Language.allCases { checkCompleteness(of: language) }
        // References make sense only between files that are sound themselves.
        if findings.isEmpty {
            for language in Language.allCases { checkReferences(of: language) }
        }
    }

    private mutating func add(_ file: TemplateFile) {
        let steps = file.path.split(separator: "/").map(String.init)
        let template = Template(file)
        findings += template.findings
        findings += VariableCheck.unknownNames(in: template)
        guard steps.count > 1 else {
            if let markup = markup(of: steps[0]) { shared[markup, default: [:]][file.stem] = template }
            return
        }
        guard let language = Language(rawValue: steps[0]) else {
            return fault(file, "there is no language \(steps[0]); there are \(list(Language.allCases))")
        }
        guard steps.count > 2 else {
            if let markup = markup(of: steps[1]) {
                partials[language, default: [:]][markup, default: [:]][file.stem] = template
            }
            return
        }
        guard let name = MessageName(rawValue: steps[1]) else {
            let hint = NearestName.hint(for: steps[1], among: MessageName.allCases.map(\.rawValue))
            return fault(file, "there is no message \(steps[1])\(hint)")
        }
        guard let part = MessagePart(rawValue: steps[2]), name.parts.contains(part) else {
            return fault(file, "the message \(name.rawValue) has no such file; it has \(list(name.parts))")
        }
        messages[language, default: [:]][name, default: [:]][part] = template
        if part == .subject, !template.isOneLine { fault(file, "a subject is one line") }
        if part == .sms || part == .subject { checkStandsAlone(template) }
    }

    /// A partial ends with a newline, which would break a subject and hide an SMS's code from the telephone.
    private mutating func checkStandsAlone(_ template: Template) {
        for tag in template.tags where tag.kind == .partial || tag.kind == .parent {
            findings.append(
                template.finding(at: tag, "a partial has no place in an SMS or a subject: write the text out"))
        }
    }

    /// Dutch has every message; another language may lack some, but what it has is whole.
    private mutating func checkCompleteness(of language: Language) {
        for name in MessageName.allCases {
            let found = messages[language]?[name]
            guard language == .dutch || found != nil else { continue }
            for part in name.parts where found?[part] == nil {
                let path = "\(language.rawValue)/\(name.rawValue)/\(part.rawValue)"
                findings.append(TemplateFinding(path, nil, "the file is missing"))
            }
        }
    }

    private mutating func checkReferences(of language: Language) {
        for (name, parts) in messages[language] ?? [:] {
            for (part, template) in parts {
                let closure = library(language, part.markup).closure(of: template)
                findings += closure.findings
                for template in closure.templates {
                    findings += VariableCheck.unavailableNames(in: template, for: name, part)
                }
            }
        }
    }

    /// A language's own partial goes before the shared one of the same name.
    private func library(_ language: Language, _ markup: Markup) -> PartialLibrary {
        PartialLibrary((shared[markup] ?? [:]).merging(partials[language]?[markup] ?? [:]) { _, own in own })
    }

    private mutating func fault(_ file: TemplateFile, _ text: String) {
        findings.append(TemplateFinding(file.path, nil, text))
    }

    private func markup(of name: String) -> Markup? {
        Markup.allCases.first { name.hasSuffix("." + $0.rawValue) }
    }

    private func list(_ values: [some RawRepresentable<String>]) -> String {
        values.map(\.rawValue).joined(separator: ", ")
    }
}

extension TemplateCatalogue {
    /// - Throws: what the engine alone finds fault with.
    func compile(_ language: Language) throws(TemplateFinding) -> [MessageName: MessageTemplates] {
        var libraries: [Markup: MustacheLibrary] = [:]
        for markup in Markup.allCases { libraries[markup] = try library(language, markup).compiled() }
        var compiled: [MessageName: MessageTemplates] = [:]
        for (name, templates) in messages[language] ?? [:] {
            var parts: [MessagePart: MustacheTemplate] = [:]
            for (part, template) in templates { parts[part] = try template.compiledAsPart() }
            compiled[name] = MessageTemplates(name, language: language, parts: parts, libraries: libraries)
        }
        return compiled
    }
}
