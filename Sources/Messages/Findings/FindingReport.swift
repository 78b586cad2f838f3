/// A finding with its words in one language, for programs and pages.
package struct FindingReport: Encodable, Sendable {
    package let severity: TemplateRule.Severity
    package let rule: TemplateRule
    package let file: String
    package let line: Int?
    package let column: Int?
    package let text: String
    package let message: String
    package let why: String
    package let suggestion: String
    package let replacement: TemplateReplacement?

    package init(_ finding: TemplateFinding, in language: Language) {
        let words = finding.problem.words(in: language)
        severity = finding.severity
        rule = finding.rule
        file = finding.file
        line = finding.position?.line
        column = finding.position?.column
        text = finding.text
        message = words.message
        why = words.why
        suggestion = words.suggestion
        replacement = finding.replacement
    }
}
