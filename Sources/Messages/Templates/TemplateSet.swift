/// All texts, read once and checked: what is in here can be rendered for every job.
///
/// Immutable; a changed folder makes a new set.
package struct TemplateSet: Sendable {
    private let messages: [Language: [MessageName: MessageTemplates]]

    /// - Throws: everything that is wrong with the folder, at once.
    package init(directory: String) throws(TemplateError) {
        let folder = TemplateFolder(directory)
        guard folder.findings.isEmpty else { throw TemplateError(directory: directory, folder.findings) }
        try self.init(TemplateCatalogue(folder.files), directory: directory)
    }

    /// Of a folder that was found to be sound.
    init(_ catalogue: TemplateCatalogue, directory: String) throws(TemplateError) {
        guard catalogue.findings.isEmpty else { throw TemplateError(directory: directory, catalogue.findings) }
        var messages: [Language: [MessageName: MessageTemplates]] = [:]
        var findings: [TemplateFinding] = []
        for language in Language.allCases {
            do {
                messages[language] = try catalogue.compile(language)
            } catch {
                findings.append(error)
            }
        }
        guard findings.isEmpty else { throw TemplateError(directory: directory, findings) }
        self.messages = messages
    }

    /// In the language asked for, else in Dutch.
    func message(_ name: MessageName, in language: Language) -> MessageTemplates? {
        messages[language]?[name] ?? messages[.dutch]?[name]
    }
}
