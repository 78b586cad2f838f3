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
        while let start = next("{{", from: place) { readTag(at: start) }
        if tags.count > TemplateLimits.tags {
            fault(at: tags[TemplateLimits.tags].offset, "more than \(TemplateLimits.tags) tags in one file")
        }
    }

    private mutating func readTag(at start: Int) {
        let inside = start + 2
        place = inside
        if inside < bytes.count, bytes[inside] == UInt8(ascii: "!") {
            guard let end = next("}}", from: inside) else {
                return fault(at: start, "the comment does not end with }}")
            }
            place = end + 2
            tags.append(TemplateTag(kind: .comment, name: "", offset: start, end: place))
            return
        }
        let lineEnd = bytes[inside...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        guard let end = next("}}", from: inside), end < lineEnd else {
            return fault(at: start, "the tag does not end with }} on its own line")
        }
        place = end + 2
        let tag = String(decoding: bytes[inside..<end], as: UTF8.self)
        if place < bytes.count, bytes[place] == UInt8(ascii: "}"), tag.first != "{" {
            return fault(at: start, "three braces close this tag: write }}")
        }
        if let ban = Self.ban(on: tag) { return fault(at: start, ban) }
        let kind = Self.kind(of: tag)
        let name = (kind == .variable ? tag[...] : tag.dropFirst()).drop { $0 == " " }
        let trimmed = String(name.reversed().drop { $0 == " " }.reversed())
        guard !trimmed.isEmpty, trimmed.utf8.allSatisfy(Self.isNameCharacter) else {
            return fault(at: start, "a name of letters, digits and _ is expected between {{ and }}")
        }
        tags.append(TemplateTag(kind: kind, name: trimmed, offset: start, end: place))
    }

    private mutating func fault(at offset: Int, _ text: String) {
        findings.append(TemplateFinding(file.path, TemplatePosition(of: offset, in: bytes), text))
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

    private static func ban(on tag: String) -> String? {
        let words = tag.split(separator: " ")
        switch tag.first {
        case "{", "&": return "a value never goes out raw: write {{name}}"
        case "=": return "the braces of tags cannot be changed"
        case "%": return "the markup follows from the file's name: leave the pragma out"
        case ">", "<":
            return words.joined().dropFirst().first == "*" ? "a value cannot choose a template: name the partial" : nil
        default: break
        }
        if words.first == "else" { return "there is no {{else}}: write {{/name}}{{^name}}" }
        if ["#if", "#unless", "#each", "#with"].contains(words.first) {
            return "there is no {{\(words[0])}}: write {{#name}} … {{/name}}, or {{^name}} … {{/name}} for its absence"
        }
        if words.joined().contains(".") { return "a name without dots is expected; a whole value is never printed" }
        if tag.contains("(") { return "there are no functions: write the name alone" }
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
