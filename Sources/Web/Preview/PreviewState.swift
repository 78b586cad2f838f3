import Jobs
import Messages

/// The list of messages and all findings, as the page reads them.
struct PreviewState: Encodable {
    struct Message: Encodable {
        let name: String
        let language: String
        let hasSMS: Bool
        let hasMail: Bool
        let errors: Int
        let warnings: Int
    }

    let version: Int
    let isStale: Bool
    let isEmpty: Bool
    let errors: Int
    let warnings: Int
    let rules: Int
    let messages: [Message]
    let findings: [FindingReport]

    init(_ state: PreviewDesk.State) {
        version = state.version
        isStale = state.isStale
        isEmpty = state.renderer == nil
        errors = state.verdict.errors
        warnings = state.verdict.warnings
        rules = TemplateRule.allCases.count
        findings = state.verdict.findings.map { FindingReport($0, in: .dutch) }
        messages = Language.allCases.flatMap { language in
            MessageName.allCases.map { name in
                let own = state.verdict.findings.filter { $0.file.hasPrefix("\(language.rawValue)/\(name.rawValue)") }
                let errors = own.count { $0.severity == .error }
                return Message(
                    name: name.rawValue, language: language.rawValue, hasSMS: name.channels.contains(.sms),
                    hasMail: name.channels.contains(.email), errors: errors, warnings: own.count - errors)
            }
        }
    }
}
