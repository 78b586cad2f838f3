/// Everything that can be wrong with templates, with what the words about it need, in no language.
package enum TemplateProblem: Hashable, Sendable {
    // The folder and its files
    case folderUnreadable, folderEmpty, fileUnreadable, folderTooDeep
    case tooManyFiles(limit: Int)
    case unknownLanguage(name: String, known: String)
    case unknownMessage(name: String, nearest: String?)
    case unknownPart(message: MessageName)
    case missingFile, missingDutch
    case missingLanguage(Language)
    case missingMessage(MessageName, Language)
    case fileTooLarge(kilobytes: Int)

    // Characters, each by its number
    case notUTF8, byteOrderMark, carriageReturn, tab
    case control(String), lineSeparator(String), direction(String), privateUse(String), invisible(String)

    // Tags
    case commentOpen, tagOpen, threeBraces, rawValue, otherBraces, pragma, chosenPartial, elseTag, dots, function,
        badName
    case keyword(String)
    case tooManyTags(limit: Int)
    case tooDeep(limit: Int)
    case unclosed(String)
    case closesNothing(String)
    case closesOther(name: String, open: String, line: Int)
    case besideBlock
    case engine(String)

    // Names
    case unknownValue(name: String, nearest: String?)
    case onlyInDigits(String)
    case digitsAlone
    case unavailable(name: String, MessageName, MessagePart)
    case unknownPartial(name: String, nearest: String?)
    case partialCycle(String)
    case expandedTooLarge(kilobytes: Int)
    case partialsTooDeep(limit: Int)
    case unknownBlock(name: String, layout: String, known: String)
    case partialAlone
    case renderedTooLarge(bytes: Int)

    // SMS
    case codeMissing
    case lastLineMissing(expected: String)
    case lastLineWrong(expected: String)
    case lastLineFollowed
    case codeSegments(units: Int, room: Int, segments: Int)
    case outsideAlphabet(SMSPrice)
    case countsDouble(String)
    case noticeSegments(units: Int, segments: Int)
    case falseCode

    // Content
    case linkMissing
    case subjectLines
    case subjectTooLong(characters: Int, limit: Int)
    case codeOnLockScreen(MessagePart)
    case noticeCode, noticeLink
    case linkHost(host: String, allowed: String)
    case linkScheme
    case twinLacks(String)
    case longSentence(words: Int, limit: Int)
    case plainWord(String, better: String)
    case formOfAddress(other: String)

    // HTML
    case valueIn(HTMLPlace)
    case active(String)
    case lowContrast(ratio: String, needed: String, colours: String, isDark: Bool)
    case noDarkColours
    case noLanguage
    case wrongLanguage(expected: String)
    case imageWithoutText
    case tableWithoutRole
    case mailTooLarge(kilobytes: Int)
    case dropped(feature: String, clients: String)

    /// Where in HTML no value can be made safe.
    package enum HTMLPlace: String, Hashable, Sendable {
        case unquoted, style, script, comment, link, tag
    }

    package var rule: TemplateRule {
        switch self {
        case .folderUnreadable, .folderEmpty, .fileUnreadable, .folderTooDeep, .tooManyFiles: .folder
        case .unknownLanguage, .unknownMessage, .unknownPart: .fileName
        case .missingFile, .missingDutch: .missingFile
        case .missingLanguage, .missingMessage: .missingLanguage
        case .fileTooLarge, .tooManyTags, .tooDeep, .expandedTooLarge, .partialsTooDeep,
            .renderedTooLarge:
            .size
        case .notUTF8, .byteOrderMark, .carriageReturn, .tab, .control, .lineSeparator, .direction, .privateUse,
            .invisible:
            .character
        case .commentOpen, .tagOpen, .threeBraces, .otherBraces, .pragma, .elseTag, .dots, .function, .badName,
            .keyword, .unclosed, .closesNothing, .closesOther, .besideBlock, .engine:
            .syntax
        case .rawValue: .rawValue
        case .unknownValue, .onlyInDigits, .digitsAlone, .unavailable: .unknownValue
        case .unknownPartial, .partialCycle, .unknownBlock, .partialAlone, .chosenPartial: .partial
        case .codeMissing, .linkMissing: .codeMissing
        case .lastLineMissing, .lastLineWrong, .lastLineFollowed: .lastLine
        case .codeSegments: .codeSegments
        case .outsideAlphabet: .smsCharacter
        case .countsDouble: .smsDouble
        case .noticeSegments: .smsSegments
        case .falseCode: .falseCode
        case .subjectLines, .subjectTooLong: .subject
        case .codeOnLockScreen: .lockScreen
        case .noticeCode, .noticeLink: .noticeContent
        case .linkHost, .linkScheme: .linkHost
        case .twinLacks: .textTwin
        case .longSentence: .longSentence
        case .plainWord: .plainWord
        case .formOfAddress: .formOfAddress
        case .valueIn: .valuePlace
        case .active: .activeContent
        case .lowContrast: .contrast
        case .noDarkColours: .darkMode
        case .noLanguage, .wrongLanguage: .languageMark
        case .imageWithoutText: .imageText
        case .tableWithoutRole: .layoutTable
        case .mailTooLarge: .mailSize
        case .dropped: .mailClient
        }
    }

    package func words(in language: Language) -> FindingWords {
        switch language {
        case .dutch: dutch
        case .english: english
        }
    }
}
