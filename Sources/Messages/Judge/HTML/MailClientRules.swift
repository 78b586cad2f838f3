/// What mail programs that people have leave out of a mail (caniemail.com, June 2026).
struct MailClientRules {
    private static let word = "Outlook (Windows)"
    private static let gmail = "Gmail"
    private static let both = "Gmail, Outlook (Windows)"
    /// Bytes of `<style>` that Gmail reads.
    private static let styleLimit = 16 * 1_024

    let text: TracedText
    let tokens: [HTMLToken]
    let stylesheets: [Stylesheet]

    var findings: [TemplateFinding] {
        let said = tokens.flatMap { token -> [TemplateFinding] in
            switch token.kind {
            case .open: element(token)
            case .raw where token.name == "style": stylesheet(token)
            case .text, .close, .comment, .raw, .declaration: []
            }
        }
        return said
            + stylesheets.flatMap(\.rules).flatMap(\.declarations).compactMap { declaration in
                Self.fault(of: declaration).map { dropped($0.feature, $0.clients, at: declaration.range) }
            }
    }

    // MARK: Elements

    private func element(_ token: HTMLToken) -> [TemplateFinding] {
        var findings: [TemplateFinding] = []
        switch token.name {
        case "svg": findings.append(dropped("<svg>", Self.both, at: token.range))
        case "link": findings.append(dropped("<link>", Self.both, at: token.range))
        case "main", "nav", "header", "section", "article", "footer", "aside", "figure":
            findings.append(dropped("<\(token.name)>", Self.both, at: token.range))
        case "img": findings += image(token)
        default: break
        }
        guard let style = token.attribute("style") else { return findings }
        let declarations = Stylesheet.declarations(text, style.value)
        if declarations.contains(where: { $0.property == "display" && $0.value == "none" }) { return findings }
        return findings
            + declarations.compactMap { declaration in
                let fault = Self.fault(of: declaration) ?? Self.fault(of: declaration, on: token.name)
                return fault.map { dropped($0.feature, $0.clients, at: declaration.range) }
            }
    }

    private func image(_ token: HTMLToken) -> [TemplateFinding] {
        guard let source = token.attribute("src") else { return [] }
        let address = text.text(source.value).lowercased()
        if address.hasPrefix("data:") { return [dropped("data:", Self.both, at: source.value)] }
        if address.hasSuffix(".svg") { return [dropped("SVG", Self.gmail, at: source.value)] }
        if address.hasSuffix(".webp") { return [dropped("WebP", Self.word, at: source.value)] }
        return []
    }

    // MARK: Styles

    private func stylesheet(_ token: HTMLToken) -> [TemplateFinding] {
        var findings: [TemplateFinding] = []
        if token.range.count > Self.styleLimit {
            findings.append(dropped("<style> > 16 KiB", Self.gmail, at: token.range))
        }
        let body = text.text(token.range).lowercased()
        for rule in ["@import", "@font-face"] where body.holds(rule) {
            findings.append(dropped(rule, Self.both, at: token.range))
        }
        return findings
    }

    private typealias Fault = (feature: String, clients: String)

    private static func fault(of declaration: Stylesheet.Declaration) -> Fault? {
        let (property, value) = (declaration.property, declaration.value)
        for function in ["var(", "calc(", "light-dark("] where value.holds(function) {
            return (function + ")", both)
        }
        for function in ["rgba(", "rgb(", "hsl(", "hsla("] where value.hasPrefix(function) {
            return (function + ")", word)
        }
        if value.holds("url(") { return ("url()", both) }
        switch property {
        case "display" where value.holds("flex") || value.holds("grid"): return ("display:\(value)", both)
        case "position", "float": return (property, both)
        case "background-image": return (property, word)
        case "white-space" where value.hasPrefix("pre"): return ("white-space:\(value)", gmail)
        case "letter-spacing" where value.hasSuffix("em"): return ("letter-spacing (em)", word)
        default: return value.hasSuffix("rem") ? ("rem", word) : nil
        }
    }

    /// What depends on the element that has the style.
    private static func fault(of declaration: Stylesheet.Declaration, on element: String) -> Fault? {
        if declaration.isImportant { return ("!important", word) }
        let isZero = declaration.value.allSatisfy { "0 px".contains($0) } && !declaration.value.holds("10")
        switch declaration.property {
        case "padding" where !isZero && !["td", "th", "a"].contains(element): return ("padding (<\(element)>)", word)
        case "max-width" where element != "table": return ("max-width (<\(element)>)", word)
        case "width" where ["div", "p", "span"].contains(element): return ("width (<\(element)>)", word)
        default: return nil
        }
    }

    private func dropped(_ feature: String, _ clients: String, at range: Range<Int>) -> TemplateFinding {
        text.finding(.dropped(feature: feature, clients: clients), at: range)
    }
}
