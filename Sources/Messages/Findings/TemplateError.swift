/// All that keeps a template folder from being used.
package struct TemplateError: Error, CustomStringConvertible {
    package let directory: String
    /// In the order of files, lines and columns; at least one.
    package let findings: [TemplateFinding]

    init(directory: String, _ findings: some Sequence<TemplateFinding>) {
        self.directory = directory
        self.findings = Set(findings).sorted()
    }

    package var description: String {
        "the templates in \(directory) cannot be used:\n"
            + findings.map { "  \($0)" }.joined(separator: "\n")
    }
}
