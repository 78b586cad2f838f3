/// Whether every text of a mail can be read on what is behind it, by day and in dark mode (WCAG 2.2, 1.4.3).
struct ContrastRule {
    /// What holds inside an element.
    private struct Frame {
        let name: String
        var isHidden = false
        var size = 16.0
        var isBold = false
        var light = Paint(text: .black, ground: .white)
        var dark = Paint(text: .white, ground: .black)
        /// The tag that chose the colours.
        var tag: Range<Int>?
    }

    private struct Paint {
        var text: Colour
        var ground: Colour
    }

    private let text: TracedText
    private let tokens: [HTMLToken]
    /// What the style sheets say of dark mode, by selector.
    private let dark: [String: [Stylesheet.Declaration]]

    init(_ text: TracedText, _ tokens: [HTMLToken], _ stylesheets: [Stylesheet]) {
        self.text = text
        self.tokens = tokens
        var dark: [String: [Stylesheet.Declaration]] = [:]
        for rule in stylesheets.flatMap(\.rules) where rule.media.holds("prefers-color-scheme: dark") {
            for selector in rule.selectors { dark[selector, default: []] += rule.declarations }
        }
        self.dark = dark
    }

    var findings: [TemplateFinding] {
        var findings: [TemplateFinding] = []
        var frames = [Frame(name: "")]
        for token in tokens {
            guard let frame = frames.last else { break }
            switch token.kind {
            case .open where !Self.void.contains(token.name) && frames.count < Self.depth:
                frames.append(inside(token, of: frame))
            case .close:
                if let index = frames.lastIndex(where: { $0.name == token.name }), index > 0 {
                    frames.removeSubrange(index...)
                }
            case .text:
                let isVisible = token.range.contains { text.scalars[$0] != " " && text.scalars[$0] != "\n" }
                if isVisible, !frame.isHidden { findings += faults(of: frame, at: token) }
            case .open, .comment, .raw, .declaration: break
            }
        }
        return findings
    }

    /// Elements inside one another; the tables of a mail come to a dozen.
    private static let depth = 256

    private static let void: Set<String> = ["br", "img", "meta", "hr", "input", "link", "col", "wbr", "base", "area"]

    private func inside(_ token: HTMLToken, of frame: Frame) -> Frame {
        var inner = Frame(
            name: token.name, isHidden: frame.isHidden, size: frame.size, isBold: frame.isBold, light: frame.light,
            dark: frame.dark, tag: frame.tag)
        if ["b", "strong", "h1", "h2", "h3", "th"].contains(token.name) { inner.isBold = true }
        if let ground = token.attribute("bgcolor").flatMap({ Colour(text.text($0.value).lowercased()) }) {
            inner.light.ground = ground
            inner.dark.ground = ground
        }
        let inline = token.attribute("style").map { Stylesheet.declarations(text, $0.value) } ?? []
        for declaration in inline {
            apply(declaration, to: \.light, of: token, in: &inner)
            apply(declaration, to: \.dark, of: token, in: &inner)
        }
        let classes = token.attribute("class").map { text.text($0.value).split(separator: " ").map { "." + $0 } } ?? []
        for selector in [token.name] + classes {
            for declaration in dark[selector] ?? [] {
                let isStronger = declaration.isImportant || !inline.contains { $0.property == declaration.property }
                if isStronger { apply(declaration, to: \.dark, of: token, in: &inner) }
            }
        }
        return inner
    }

    private func apply(
        _ declaration: Stylesheet.Declaration, to paint: WritableKeyPath<Frame, Paint>, of token: HTMLToken,
        in frame: inout Frame
    ) {
        switch declaration.property {
        case "color":
            guard let colour = Colour(declaration.value) else { return }
            frame[keyPath: paint].text = colour
            frame.tag = token.range
        case "background-color", "background":
            guard let colour = Colour(declaration.value) else { return }
            frame[keyPath: paint].ground = colour
            frame.tag = token.range
        case "font-size": if let size = Double(declaration.value.replacing("px", with: "")) { frame.size = size }
        case "font-weight": frame.isBold = declaration.value == "bold" || (Int(declaration.value) ?? 400) >= 700
        case "display": if declaration.value == "none" { frame.isHidden = true }
        default: break
        }
    }

    private func faults(of frame: Frame, at token: HTMLToken) -> [TemplateFinding] {
        // 18 points, or 14 in bold.
        let needed = frame.size >= 24 || (frame.size >= 18.66 && frame.isBold) ? 3 : 4.5
        return [(frame.light, false), (frame.dark, true)].compactMap { paint, isDark in
            let ratio = paint.text.contrast(with: paint.ground)
            guard ratio < needed else { return nil }
            return text.finding(
                .lowContrast(
                    ratio: Self.decimal(ratio), needed: Self.decimal(needed),
                    colours: "\(paint.text.hex), \(paint.ground.hex)", isDark: isDark),
                at: frame.tag ?? token.range)
        }
    }

    /// Rounded down: 4.49 is not 4.5.
    private static func decimal(_ number: Double) -> String {
        let hundredths = Int(number * 100)
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
