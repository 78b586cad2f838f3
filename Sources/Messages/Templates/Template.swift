import Mustache

/// One file that passed its own checks, or says what is wrong with it; not yet checked against those it refers to.
struct Template: Sendable {
    let file: TemplateFile
    let tags: [TemplateTag]
    let findings: [TemplateFinding]

    init(_ file: TemplateFile) {
        self.file = file
        guard file.bytes.count <= TemplateLimits.fileSize else {
            tags = []
            findings = [
                TemplateFinding(file.path, nil, .fileTooLarge(kilobytes: TemplateLimits.fileSize / 1_024))
            ]
            return
        }
        let scanner = TemplateScanner(file)
        let nesting = TemplateNesting(file, scanner.tags)
        tags = nesting.tags
        // A tag that could not be read leaves others without a partner: tell only of the first cause.
        findings =
            TemplateCharacters.findings(in: file) + (scanner.findings.isEmpty ? nesting.findings : scanner.findings)
            + tags.compactMap { VariableCheck.unknownName($0, in: file) }
    }

    var path: String { file.path }

    /// For the engine. Values come escaped, so it shall not do it again; each partial starts anew as HTML.
    func compiled() throws(TemplateFinding) -> MustacheTemplate {
        try compiled(String(decoding: file.bytes, as: UTF8.self))
    }

    /// The same without the newline that editors put at the end of a file: in an SMS it would be an empty last line, and
    /// the telephone would not find the code.
    func compiledAsPart() throws(TemplateFinding) -> MustacheTemplate {
        try compiled(String(decoding: body, as: UTF8.self))
    }

    var isOneLine: Bool { !body.contains(UInt8(ascii: "\n")) }

    var body: ArraySlice<UInt8> {
        file.bytes.last == UInt8(ascii: "\n") ? file.bytes.dropLast() : file.bytes[...]
    }

    /// Any other text in this file's place.
    func compiled(_ text: String) throws(TemplateFinding) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + text)
        } catch {
            guard let error = error as? MustacheTemplate.ParserError else {
                throw TemplateFinding(path, nil, .engine(""))
            }
            let position = TemplatePosition(line: error.context.lineNumber - 1, column: error.context.columnNumber)
            throw TemplateFinding(path, position, .engine("\(error.error)"))
        }
    }
}
