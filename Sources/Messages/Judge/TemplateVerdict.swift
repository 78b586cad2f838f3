/// What the judge found in a template folder.
package struct TemplateVerdict: Sendable {
    package let directory: String
    /// In the order of files, lines and columns.
    package let findings: [TemplateFinding]
    /// How many messages were found, each language counted.
    package let messages: Int
    package let languages: Int
    private let catalogue: TemplateCatalogue

    init(directory: String, catalogue: TemplateCatalogue, findings: Set<TemplateFinding>) {
        self.directory = directory
        self.catalogue = catalogue
        self.findings = findings.sorted()
        messages = catalogue.messages.values.reduce(0) { $0 + $1.count }
        languages = catalogue.messages.count
    }

    package var errors: Int { findings.count { $0.severity == .error } }
    package var warnings: Int { findings.count - errors }

    /// What was judged, to be looked at: rules that are no fault of syntax may be broken.
    package func draft() throws(TemplateError) -> TemplateSet {
        try TemplateSet(catalogue, directory: directory)
    }

    /// What was judged, ready to be used.
    ///
    /// - Throws: all errors, when there is one.
    package func templates() throws(TemplateError) -> TemplateSet {
        guard errors == 0 else {
            throw TemplateError(directory: directory, findings.filter { $0.severity == .error })
        }
        return try TemplateSet(catalogue, directory: directory)
    }
}
