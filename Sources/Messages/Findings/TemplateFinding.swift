/// One thing to mend in the templates: what it is and where; its words are in `TemplateProblem.words(in:)`.
package struct TemplateFinding: Error, Hashable, Comparable, Sendable, CustomStringConvertible {
    package let problem: TemplateProblem
    /// Below the template folder; `.` is the folder itself.
    package let file: String
    /// `nil` where the whole file, or its absence, is the fault.
    package let position: TemplatePosition?
    /// What stands there, as in the file; empty where nothing does.
    package let text: String
    /// `nil` where a person must think.
    package let replacement: TemplateReplacement?

    init(
        _ file: String, _ position: TemplatePosition? = nil, _ problem: TemplateProblem, text: String = "",
        replacement: TemplateReplacement? = nil
    ) {
        self.file = file
        self.position = position
        self.problem = problem
        self.text = text
        self.replacement = replacement
    }

    package var rule: TemplateRule { problem.rule }
    package var severity: TemplateRule.Severity { rule.severity }

    /// `nl/login_code/sms.txt:1:37`, as editors jump to it.
    package var place: String {
        guard let position else { return file }
        return "\(file):\(position.line):\(position.column)"
    }

    /// In English, as every message of the program.
    package var description: String {
        let words = problem.words(in: .english)
        return words.suggestion.isEmpty
            ? "\(place): \(words.message)" : "\(place): \(words.message): \(words.suggestion)"
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.file != right.file { return left.file < right.file }
        let start = TemplatePosition(line: 0, column: 0)
        if left.position != right.position { return (left.position ?? start) < (right.position ?? start) }
        if left.rule != right.rule { return left.rule.rawValue < right.rule.rawValue }
        return left.description < right.description
    }
}
