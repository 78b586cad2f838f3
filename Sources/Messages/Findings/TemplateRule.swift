/// What the judge looks at; the raw value is the name that an author reads behind a finding.
package enum TemplateRule: String, CaseIterable, Sendable, Encodable {
    package enum Severity: String, CaseIterable, Sendable, Encodable {
        /// The templates cannot be used.
        case error
        /// They can, at a price.
        case warning
    }

    // What keeps a set of templates from being used.
    case folder
    case fileName = "file-name"
    case missingFile = "missing-file"
    case size
    case character
    case syntax
    case rawValue = "raw-value"
    case unknownValue = "unknown-value"
    case partial
    case subject
    case codeMissing = "code-missing"
    case lastLine = "last-line"
    case codeSegments = "code-segments"
    case noticeContent = "notice-content"
    case linkHost = "link-host"
    case valuePlace = "value-place"
    case activeContent = "active-content"
    case textTwin = "text-twin"

    // What costs money, or readers.
    case missingLanguage = "missing-language"
    case smsCharacter = "sms-character"
    case smsDouble = "sms-double"
    case smsSegments = "sms-segments"
    case falseCode = "false-code"
    case lockScreen = "lock-screen"
    case longSentence = "long-sentence"
    case plainWord = "plain-word"
    case formOfAddress = "form-of-address"
    case contrast
    case darkMode = "dark-mode"
    case languageMark = "language-mark"
    case imageText = "image-text"
    case layoutTable = "layout-table"
    case mailSize = "mail-size"
    case mailClient = "mail-client"

    package var severity: Severity {
        switch self {
        case .folder, .fileName, .missingFile, .size, .character, .syntax, .rawValue, .unknownValue, .partial, .subject,
            .codeMissing, .lastLine, .codeSegments, .noticeContent, .linkHost, .valuePlace, .activeContent, .textTwin:
            .error
        case .missingLanguage, .smsCharacter, .smsDouble, .smsSegments, .falseCode, .lockScreen, .longSentence,
            .plainWord, .formOfAddress, .contrast, .darkMode, .languageMark, .imageText, .layoutTable, .mailSize,
            .mailClient:
            .warning
        }
    }
}
