/// A rendered text of which every character knows what wrote it.
struct TracedText {
    struct Origin {
        /// Among `files`; -1 where nobody knows.
        var file: Int32 = -1
        /// In bytes.
        var offset: Int32 = 0
        /// `nil` for what the author wrote.
        var variable: MessageVariable?
    }

    let message: MessageName
    let part: MessagePart
    let language: Language
    private let files: [TracedFile]
    private(set) var scalars: [Unicode.Scalar] = []
    private(set) var origins: [Origin] = []

    init(_ message: MessageName, _ part: MessagePart, _ language: Language, files: [TracedFile]) {
        self.message = message
        self.part = part
        self.language = language
        self.files = files
    }

    mutating func append(_ scalar: Unicode.Scalar, from origin: Origin) {
        scalars.append(scalar)
        origins.append(origin)
    }

    var indices: Range<Int> { scalars.indices }

    func text(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for scalar in scalars[range] { UTF8.encode(scalar).map { bytes.append(contentsOf: $0) } }
        return String(decoding: bytes, as: UTF8.self)
    }

    func isValue(_ index: Int) -> Bool { origins[index].variable != nil }

    /// Any value but the brand's colours and mark, which the program made to stand among tags and in styles.
    func isPlainValue(_ index: Int) -> Bool { origins[index].variable.map { !$0.isMarkup } ?? false }

    /// The values that are shown somewhere in it.
    var variables: Set<MessageVariable> { Set(origins.lazy.compactMap(\.variable)) }

    /// - Parameters:
    ///   - range: what is wrong; not empty.
    ///   - replacement: to stand in its place, where the author wrote all of it on one line.
    func finding(_ problem: TemplateProblem, at range: Range<Int>, replacement: String? = nil) -> TemplateFinding {
        let origin = origins[range.lowerBound]
        guard origin.file >= 0 else { return finding(problem) }
        let file = files[Int(origin.file)]
        let position = file.position(of: origin.offset)
        let change = replacement.flatMap { text in
            isContiguous(range)
                ? TemplateReplacement(line: position.line, column: position.column, length: range.count, text: text)
                : nil
        }
        return TemplateFinding(file.path, position, problem, text: excerpt(range), replacement: change)
    }

    /// Of the whole text.
    func finding(_ problem: TemplateProblem) -> TemplateFinding {
        TemplateFinding(path, nil, problem)
    }

    /// In bytes.
    var size: Int { scalars.reduce(0) { $0 + UTF8.width($1) } }

    /// That it is longer than the rules read, so that nothing can be said for it.
    var excess: TemplateFinding? {
        let limit = part == .sms ? TemplateLimits.readSMS : TemplateLimits.readMail
        return size > limit ? finding(.renderedTooLarge(bytes: limit)) : nil
    }

    /// What stands there, as far as its line and a finding go.
    private func excerpt(_ range: Range<Int>) -> String {
        let blank = range.prefix { scalars[$0] == "\n" }.count
        let line = range.dropFirst(blank).prefix(80).prefix { scalars[$0] != "\n" }
        return text(line)
    }

    private var path: String { "\(language.rawValue)/\(message.rawValue)/\(part.rawValue)" }

    private func isContiguous(_ range: Range<Int>) -> Bool {
        var expected = origins[range.lowerBound].offset
        for index in range {
            let origin = origins[index]
            guard origin.variable == nil, origin.file == origins[range.lowerBound].file, origin.offset == expected,
                scalars[index] != "\n"
            else { return false }
            expected += Int32(UTF8.width(scalars[index]))
        }
        return true
    }
}
