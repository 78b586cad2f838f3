import Foundation
import Messages

/// What the judge found, for a person or a program.
struct VerdictReport {
    private let verdict: TemplateVerdict
    private let language: Language

    init(_ verdict: TemplateVerdict, language: Language) {
        self.verdict = verdict
        self.language = language
    }

    /// As compilers tell it, so that editors jump to the place.
    func text(isColoured: Bool) -> String {
        (verdict.findings.map { text(of: $0, isColoured: isColoured) } + [summary]).joined(separator: "\n")
    }

    private func text(of finding: TemplateFinding, isColoured: Bool) -> String {
        let words = finding.problem.words(in: language)
        let place = finding.file == "." ? verdict.directory : "\(verdict.directory)/\(finding.place)"
        var mark = name(of: finding.severity)
        if isColoured { mark = "\u{1B}[1;\(finding.severity == .error ? 31 : 33)m\(mark)\u{1B}[0m" }
        var lines = ["\(place): \(mark): \(words.message) [\(finding.rule.rawValue)]"]
        if !words.why.isEmpty { lines.append("    \(words.why)") }
        if !words.suggestion.isEmpty { lines.append("    → \(words.suggestion.firstUppercased)") }
        return lines.joined(separator: "\n")
    }

    private func name(of severity: TemplateRule.Severity) -> String {
        switch (severity, language) {
        case (.error, .dutch): "fout"
        case (.error, .english): "error"
        case (.warning, .dutch): "let op"
        case (.warning, .english): "warning"
        }
    }

    private var summary: String {
        func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
        let (messages, languages) = (verdict.messages, verdict.languages)
        let parts =
            switch language {
            case .dutch:
                [
                    count(messages, "bericht", "berichten"), count(languages, "taal", "talen"),
                    count(verdict.errors, "fout", "fouten"),
                    count(verdict.warnings, "waarschuwing", "waarschuwingen"),
                ]
            case .english:
                [
                    count(messages, "message", "messages"), count(languages, "language", "languages"),
                    count(verdict.errors, "error", "errors"), count(verdict.warnings, "warning", "warnings"),
                ]
            }
        return parts.joined(separator: ", ")
    }

    private struct Document: Encodable {
        let folder: String
        let messages: Int
        let languages: Int
        let errors: Int
        let warnings: Int
        let findings: [FindingReport]
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let document = Document(
                folder: verdict.directory, messages: verdict.messages, languages: verdict.languages,
                errors: verdict.errors, warnings: verdict.warnings,
                findings: verdict.findings.map { FindingReport($0, in: language) })
            return String(decoding: try encoder.encode(document), as: UTF8.self)
        }
    }
}

extension String {
    fileprivate var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
