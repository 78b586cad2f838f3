import Jobs
import Mustache

/// The partials that the templates of one language and markup may name.
struct PartialLibrary {
    private let partials: [String: Template]

    init(_ partials: [String: Template]) {
        self.partials = partials
    }

    func compiled() throws(TemplateFinding) -> MustacheLibrary {
        var templates: [String: MustacheTemplate] = [:]
        for (name, partial) in partials { templates[name] = try partial.compiled() }
        return MustacheLibrary(templates: templates)
    }

    /// The partials that a sound template draws in, however indirectly.
    func drawn(in template: Template) -> [String: Template] {
        var drawn: [String: Template] = [:]
        var waiting = [template]
        while let next = waiting.popLast() {
            for tag in next.tags where tag.kind == .partial || tag.kind == .parent {
                guard drawn[tag.name] == nil, let partial = partials[tag.name] else { continue }
                drawn[tag.name] = partial
                waiting.append(partial)
            }
        }
        return drawn
    }

    /// A template and all that it draws in, however indirectly, each once.
    func closure(of template: Template) -> (templates: [Template], findings: [TemplateFinding]) {
        var walk = Walk(partials: partials)
        let extent = walk.visit(template, under: [])
        if extent.size > TemplateLimits.expandedSize {
            let limit = TemplateLimits.expandedSize / 1_024
            walk.findings.append(TemplateFinding(template.path, nil, .expandedTooLarge(kilobytes: limit)))
        }
        if extent.depth > TemplateLimits.partialDepth {
            let limit = TemplateLimits.partialDepth
            walk.findings.append(TemplateFinding(template.path, nil, .partialsTooDeep(limit: limit)))
        }
        return (walk.reached, walk.findings)
    }
}

/// What a template comes to with its partials in place.
private struct Extent {
    /// Bytes; stays far from overflow however partials multiply.
    var size: Int
    var depth = 0

    mutating func add(_ partial: Extent) {
        size = min(size + partial.size, 1 << 40)
        depth = max(depth, partial.depth + 1)
    }
}

private struct Walk {
    private let partials: [String: Template]
    private var extents: [String: Extent] = [:]
    var reached: [Template] = []
    var findings: [TemplateFinding] = []

    init(partials: [String: Template]) {
        self.partials = partials
    }

    /// - Parameter path: the partials on the way here.
    mutating func visit(_ template: Template, under path: [String]) -> Extent {
        reached.append(template)
        var extent = Extent(size: template.file.bytes.count)
        for tag in template.tags {
            switch tag.kind {
            case .partial, .parent:
                guard let partial = find(tag, in: template, under: path) else { continue }
                let known = extents[tag.name] ?? visit(partial, under: path + [tag.name])
                extents[tag.name] = known
                extent.add(known)
            case .block: checkBlock(tag, in: template)
            case .variable, .section, .inverted, .close, .comment: break
            }
        }
        return extent
    }

    private mutating func find(_ tag: TemplateTag, in template: Template, under path: [String]) -> Template? {
        guard let partial = partials[tag.name] else {
            let nearest = NearestName.find(tag.name, among: partials.keys)
            findings.append(
                template.file.finding(at: tag, .unknownPartial(name: tag.name, nearest: nearest), name: nearest))
            return nil
        }
        if path.contains(tag.name) {
            findings.append(template.file.finding(at: tag, .partialCycle(tag.name)))
            return nil
        }
        return partial
    }

    /// The engine drops a block silently that the layout does not ask for.
    private mutating func checkBlock(_ tag: TemplateTag, in template: Template) {
        guard let parent = tag.parent, let layout = partials[parent] else { return }
        let blocks = Set(layout.tags.filter { $0.kind == .block && $0.parent == nil }.map(\.name))
        guard !blocks.contains(tag.name) else { return }
        let known = blocks.sorted().joined(separator: ", ")
        findings.append(
            template.file.finding(at: tag, .unknownBlock(name: tag.name, layout: parent, known: known)))
    }
}
