/// One file of the template folder, as it was read.
struct TemplateFile: Equatable, Sendable {
    /// Below the template folder: `nl/login_code/sms.txt`.
    let path: String
    let bytes: [UInt8]

    /// `footer` of `nl/footer.html`: how a partial is called.
    var stem: String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    /// - Parameter name: what the tag should have named, where that is plain.
    func finding(at tag: TemplateTag, _ problem: TemplateProblem, name: String? = nil) -> TemplateFinding {
        let position = TemplatePosition(of: tag.offset, in: bytes)
        let text = String(decoding: bytes[tag.offset..<tag.end], as: UTF8.self)
        let replacement = name.map { name in
            TemplateReplacement(
                line: position.line, column: position.column, length: text.unicodeScalars.count,
                text: text.replacing(tag.name, with: name, maxReplacements: 1))
        }
        return TemplateFinding(path, position, problem, text: text, replacement: replacement)
    }
}
