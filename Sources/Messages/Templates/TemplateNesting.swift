/// Whether every section of a file is closed in its turn; tells what encloses each tag.
struct TemplateNesting {
    /// With what encloses them.
    private(set) var tags: [TemplateTag] = []
    private(set) var findings: [TemplateFinding] = []
    private let file: TemplateFile
    private var open: [TemplateTag] = []

    init(_ file: TemplateFile, _ tags: [TemplateTag]) {
        self.file = file
        var end = 0
        for var tag in tags {
            if let parent = open.last, parent.kind == .parent {
                checkInsideParent(tag, after: end)
                tag.parent = parent.name
            }
            end = tag.end
            tag.sections = open.filter { $0.kind == .section }.map(\.name)
            self.tags.append(tag)
            if tag.kind.isOpening {
                open.append(tag)
                if open.count == TemplateLimits.depth + 1 {
                    fault(at: tag, .tooDeep(limit: TemplateLimits.depth))
                }
            } else if tag.kind == .close {
                close(tag)
            }
        }
        for tag in open { fault(at: tag, .unclosed(tag.name)) }
    }

    private mutating func close(_ tag: TemplateTag) {
        guard let opener = open.last else {
            return fault(at: tag, .closesNothing(tag.name))
        }
        if opener.name == tag.name {
            open.removeLast()
            return
        }
        let position = TemplatePosition(of: opener.offset, in: file.bytes)
        fault(at: tag, .closesOther(name: tag.name, open: opener.name, line: position.line))
        if let index = open.lastIndex(where: { $0.name == tag.name }) { open.removeSubrange(index...) }
    }

    /// The engine drops silently what stands beside the blocks.
    private mutating func checkInsideParent(_ tag: TemplateTag, after end: Int) {
        let isBlank = file.bytes[end..<tag.offset].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
        if !isBlank || ![.block, .close, .comment].contains(tag.kind) {
            fault(at: tag, .besideBlock)
        }
    }

    private mutating func fault(at tag: TemplateTag, _ problem: TemplateProblem) {
        findings.append(file.finding(at: tag, problem))
    }
}
