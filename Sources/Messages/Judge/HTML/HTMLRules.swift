import Jobs

/// What HTML must be to be safe in a mail, and heard and seen by all who get it.
struct HTMLRules {
    let text: TracedText
    let tokens: [HTMLToken]
    let stylesheets: [Stylesheet]

    init(_ text: TracedText) {
        self.text = text
        tokens = HTMLScanner(text.scalars).tokens
        stylesheets = tokens.filter { $0.kind == .raw && $0.name == "style" }.map { Stylesheet(text, $0.range) }
    }

    var findings: [TemplateFinding] {
        misplacedValues + activeContent + fetched + languages + images + tables + darkMode
            + ContrastRule(text, tokens, stylesheets).findings
            + MailClientRules(text: text, tokens: tokens, stylesheets: stylesheets).findings
    }

    /// What a reader sees, in blocks that no sentence goes beyond; scripts and hidden tags left out.
    var blocks: [[Int]] {
        var blocks: [[Int]] = [[]]
        for token in tokens {
            switch token.kind {
            case .text: blocks[blocks.count - 1] += entitiesAsSpaces(token.range)
            case .open, .close: if !Self.inline.contains(token.name) { blocks.append([]) }
            case .comment, .raw, .declaration: break
            }
        }
        return blocks
    }

    private static let inline: Set<String> = [
        "a", "b", "strong", "i", "em", "span", "u", "small", "code", "sub", "sup",
    ]

    /// `&nbsp;` becomes a space; other entities stay as they are.
    private func entitiesAsSpaces(_ range: Range<Int>) -> [Int] {
        var indices: [Int] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let entity = index..<min(index + 6, range.upperBound)
            let isSpace = text.scalars[index] == "&" && text.text(entity) == "&nbsp;"
            indices.append(isSpace ? Prose.space : index)
            index += isSpace ? entity.count : 1
        }
        return indices
    }

    // MARK: Safety

    private var misplacedValues: [TemplateFinding] {
        tokens.flatMap { token -> [TemplateFinding] in
            switch token.kind {
            case .text, .declaration: return []
            case .comment: return values(in: token.range, .comment)
            case .raw:
                return token.name == "title" ? [] : values(in: token.range, token.name == "style" ? .style : .script)
            case .open, .close: return misplacedValues(in: token)
            }
        }
    }

    private func misplacedValues(in token: HTMLToken) -> [TemplateFinding] {
        var rest = Set(token.range)
        var findings: [TemplateFinding] = []
        for attribute in token.attributes {
            rest.subtract(attribute.value)
            if !attribute.isQuoted {
                findings += values(in: attribute.value, .unquoted)
            } else if attribute.name == "style" {
                findings += values(in: attribute.value, .style)
            } else if attribute.name.hasPrefix("on") {
                findings += values(in: attribute.value, .script)
            } else if ["href", "src", "action", "background", "srcset"].contains(attribute.name) {
                let isWhole = attribute.value.allSatisfy {
                    [.link, .supportPhoneLink].contains(text.origins[$0].variable)
                }
                if attribute.name != "href" || !isWhole { findings += values(in: attribute.value, .link) }
            }
        }
        if let index = rest.sorted().first(where: text.isPlainValue) {
            findings.append(text.finding(.valueIn(.tag), at: index..<index + 1))
        }
        return findings
    }

    private func values(in range: Range<Int>, _ place: TemplateProblem.HTMLPlace) -> [TemplateFinding] {
        guard let start = range.first(where: text.isPlainValue) else { return [] }
        let end = range[start...].first { !text.isPlainValue($0) } ?? range.upperBound
        return [text.finding(.valueIn(place), at: start..<end)]
    }

    private static let active: Set<String> = [
        "script", "form", "iframe", "object", "embed", "input", "button", "select", "textarea", "base", "video",
        "audio",
    ]

    /// What a mail would fetch by its styles.
    private var fetched: [TemplateFinding] {
        let own = tokens.filter { $0.kind == .open }.compactMap { $0.attribute("style") }
        let declarations =
            own.flatMap { Stylesheet.declarations(text, $0.value) }
            + stylesheets.flatMap(\.rules).flatMap(\.declarations)
        let imports = tokens.filter { $0.kind == .raw && text.text($0.range).lowercased().holds("@import") }
        return declarations.filter { $0.value.holds("url(") }.map { text.finding(.active("url()"), at: $0.range) }
            + imports.map { text.finding(.active("@import"), at: $0.range) }
    }

    private var activeContent: [TemplateFinding] {
        tokens.flatMap { token -> [TemplateFinding] in
            guard token.kind == .open else { return [] }
            if Self.active.contains(token.name) { return [text.finding(.active("<\(token.name)>"), at: token.range)] }
            return token.attributes.filter { $0.name.hasPrefix("on") || $0.name == "http-equiv" }.map {
                text.finding(.active($0.name), at: $0.range)
            }
        }
    }

    // MARK: For ears and eyes

    /// `lang` on `<html>` and, since some webmail strips that, on what stands first in `<body>`.
    private var languages: [TemplateFinding] {
        let opened = tokens.filter { $0.kind == .open }
        let body = opened.firstIndex { $0.name == "body" }
        let first = body.flatMap { opened[($0 + 1)...].first }
        let expected = text.language.rawValue
        return [opened.first { $0.name == "html" }, first].flatMap { token -> [TemplateFinding] in
            guard let token else { return [text.finding(.noLanguage)] }
            guard let language = token.attribute("lang") else { return [text.finding(.noLanguage, at: token.range)] }
            let isRight = text.text(language.value) == expected
            return isRight ? [] : [text.finding(.wrongLanguage(expected: expected), at: language.range)]
        }
    }

    private var images: [TemplateFinding] {
        tokens.filter { $0.kind == .open && $0.name == "img" && $0.attribute("alt") == nil }.map {
            text.finding(.imageWithoutText, at: $0.range)
        }
    }

    private var tables: [TemplateFinding] {
        if tokens.contains(where: { $0.name == "th" }) { return [] }
        return tokens.filter { $0.kind == .open && $0.name == "table" && $0.attribute("role") == nil }.map {
            text.finding(.tableWithoutRole, at: $0.range)
        }
    }

    private var darkMode: [TemplateFinding] {
        let hasDark = stylesheets.flatMap(\.rules).contains { $0.media.holds("prefers-color-scheme: dark") }
        if hasDark { return [] }
        let place = tokens.first { $0.kind == .raw && $0.name == "style" } ?? tokens.first { $0.kind == .open }
        return [place.map { text.finding(.noDarkColours, at: $0.range) } ?? text.finding(.noDarkColours)]
    }
}
