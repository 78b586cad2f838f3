import Jobs
import Mustache

/// Puts the files of a template folder in their places, and finds what is missing, misplaced or unknown.
struct TemplateCatalogue {
    private(set) var findings: [TemplateFinding] = []
    /// The texts that nothing is wrong with, nor with what they draw in: the engine may have them.
    private(set) var sound: [SoundTemplate] = []
    private(set) var messages: [Language: [MessageName: [MessagePart: Template]]] = [:]
    /// Partials of every language.
    private var shared: [Markup: [String: Template]] = [:]
    private var partials: [Language: [Markup: [String: Template]]] = [:]

    init(_ files: [TemplateFile]) {
        for file in files { add(file) }
        for language in Language.allCases { checkCompleteness(of: language) }
        for language in Language.allCases { checkReferences(of: language) }
    }

    private mutating func add(_ file: TemplateFile) {
        let steps = file.path.split(separator: "/").map(String.init)
        let template = Template(file)
        findings += template.findings
        guard steps.count > 1 else {
            if let markup = markup(of: steps[0]) { shared[markup, default: [:]][file.stem] = template }
            return
        }
        guard let language = Language(rawValue: steps[0]) else {
            return fault(
                file, .unknownLanguage(name: steps[0], known: Language.allCases.map(\.rawValue).joined(separator: ", "))
            )
        }
        guard steps.count > 2 else {
            if let markup = markup(of: steps[1]) {
                partials[language, default: [:]][markup, default: [:]][file.stem] = template
            }
            return
        }
        guard let name = MessageName(rawValue: steps[1]) else {
            let nearest = NearestName.find(steps[1], among: MessageName.allCases.map(\.rawValue))
            return fault(file, .unknownMessage(name: steps[1], nearest: nearest))
        }
        guard let part = MessagePart(rawValue: steps[2]), name.parts.contains(part) else {
            return fault(file, .unknownPart(message: name))
        }
        messages[language, default: [:]][name, default: [:]][part] = template
        if part == .subject, !template.isOneLine { fault(file, .subjectLines) }
        if part == .sms || part == .subject { checkStandsAlone(template) }
    }

    /// A partial ends with a newline, which would break a subject and hide an SMS's code from the telephone.
    private mutating func checkStandsAlone(_ template: Template) {
        for tag in template.tags where tag.kind == .partial || tag.kind == .parent {
            findings.append(template.file.finding(at: tag, .partialAlone))
        }
    }

    /// Dutch has every message; another language may lack some, but what it has is whole.
    private mutating func checkCompleteness(of language: Language) {
        if language == .dutch, messages[language] == nil {
            findings.append(TemplateFinding(language.rawValue, nil, .missingDutch))
            return
        }
        for name in MessageName.allCases {
            let found = messages[language]?[name]
            guard language == .dutch || found != nil else { continue }
            for part in name.parts where found?[part] == nil {
                let path = "\(language.rawValue)/\(name.rawValue)/\(part.rawValue)"
                findings.append(TemplateFinding(path, nil, .missingFile))
            }
        }
    }

    private mutating func checkReferences(of language: Language) {
        for (name, parts) in messages[language] ?? [:] {
            for (part, template) in parts {
                let closure = library(language, part.markup).closure(of: template)
                let unavailable = closure.templates.flatMap {
                    VariableCheck.unavailableNames(in: $0, for: name, part)
                }
                findings += closure.findings + unavailable
                let isSound = closure.findings.isEmpty && unavailable.isEmpty
                if isSound, closure.templates.allSatisfy(\.findings.isEmpty) {
                    sound.append(
                        SoundTemplate(
                            language: language, name: name, part: part, template: template,
                            partials: library(language, part.markup)))
                }
            }
        }
    }

    /// A language's own partial goes before the shared one of the same name.
    private func library(_ language: Language, _ markup: Markup) -> PartialLibrary {
        PartialLibrary((shared[markup] ?? [:]).merging(partials[language]?[markup] ?? [:]) { _, own in own })
    }

    private mutating func fault(_ file: TemplateFile, _ problem: TemplateProblem) {
        findings.append(TemplateFinding(file.path, nil, problem))
    }

    private func markup(of name: String) -> Markup? {
        Markup.allCases.first { name.hasSuffix("." + $0.rawValue) }
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
