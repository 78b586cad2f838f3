/// Reads the tags of one file by strict rules, before the engine sees it, and says where a rule is broken.
///
/// It goes by bytes and takes no tag that the engine could read in another way. Banned is what puts a value out raw
/// (`{{{`, `{{&`, pragmas), lets a value choose the template (`{{>*`), prints the whole context (`{{.}}`), or changes the
/// rules half way (`{{=`).
struct TemplateScanner {
    private(set) var tags: [TemplateTag] = []
    private(set) var findings: [TemplateFinding] = []
    private let file: TemplateFile
    private let bytes: [UInt8]
    private var place = 0

    init(_ file: TemplateFile) {
        self.file = file
        bytes = file.bytes
        while tags.count <= TemplateLimits.tags, findings.count < TemplateLimits.findings,
            let start = next("{{", from: place)
        {
            readTag(at: start)
        }
        if tags.count > TemplateLimits.tags {
            fault(at: tags[TemplateLimits.tags].offset, .tooManyTags(limit: TemplateLimits.tags))
        }
    }

    private mutating func readTag(at start: Int) {
        let inside = start + 2
        place = inside
        if inside < bytes.count, bytes[inside] == UInt8(ascii: "!") {
            guard let end = next("}}", from: inside) else {
                return fault(at: start, .commentOpen)
            }
            place = end + 2
            tags.append(TemplateTag(kind: .comment, name: "", offset: start, end: place))
            return
        }
        let lineEnd = bytes[inside...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        guard let end = next("}}", from: inside), end < lineEnd else {
            return fault(at: start, .tagOpen)
        }
        place = end + 2
        let tag = String(decoding: bytes[inside..<end], as: UTF8.self)
        if place < bytes.count, bytes[place] == UInt8(ascii: "}"), tag.first != "{" {
            return fault(at: start, .threeBraces)
        }
        if let ban = Self.ban(on: tag) { return fault(at: start, ban) }
        let kind = Self.kind(of: tag)
        let name = (kind == .variable ? tag[...] : tag.dropFirst()).drop { $0 == " " }
        let trimmed = String(name.reversed().drop { $0 == " " }.reversed())
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy(Self.isNameCharacter) else {
            return fault(at: start, .badName)
        }
        tags.append(TemplateTag(kind: kind, name: trimmed, offset: start, end: place))
    }

    private mutating func fault(at offset: Int, _ problem: TemplateProblem) {
        let line = bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }
        let end = place > offset + 2 ? place : offset + line.count
        findings.append(
            TemplateFinding(
                file.path, TemplatePosition(of: offset, in: bytes), problem,
                text: String(decoding: bytes[offset..<min(end, offset + 80, bytes.count)], as: UTF8.self)))
    }

    private func next(_ pair: StaticString, from start: Int) -> Int? {
        let byte = pair.utf8Start[0]
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == byte, bytes[index + 1] == byte { return index }
            index += 1
        }
        return nil
    }

    private static func kind(of tag: String) -> TemplateTag.Kind {
        switch tag.first {
        case "#": .section
        case "^": .inverted
        case "/": .close
        case ">": .partial
        case "<": .parent
        case "$": .block
        default: .variable
        }
    }

    private static func ban(on tag: String) -> TemplateProblem? {
        let words = tag.split(separator: " ")
        switch tag.first {
        case "{", "&": return .rawValue
        case "=": return .otherBraces
        case "%": return .pragma
        case ">", "<":
            return words.joined().dropFirst().first == "*" ? .chosenPartial : nil
        default: break
        }
        if words.first == "else" { return .elseTag }
        if let word = words.first, ["#if", "#unless", "#each", "#with"].contains(word) {
            return .keyword(String(word))
        }
        if words.joined().contains(".") { return .dots }
        if tag.contains("(") { return .function }
        return nil
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}
