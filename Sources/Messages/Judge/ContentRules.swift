import Jobs

/// What the parts of a message may say, and what they must say alike.
struct ContentRules {
    let message: MessageName
    let parts: [MessagePart: TracedText]
    let html: HTMLRules?
    let linkHosts: Set<HostName>

    var findings: [TemplateFinding] {
        subject + purpose + lockScreen + twin + parts.values.flatMap { size($0) + links($0) + notice($0) }
    }

    private var isNotice: Bool { message.variables(in: .text).isDisjoint(with: [.code, .link]) }

    // MARK: Mail

    private var subject: [TemplateFinding] {
        guard let subject = parts[.subject] else { return [] }
        func isFolded(_ count: Int) -> Bool {
            HeaderText("Subject: ").unstructured(subject.text(0..<count)).contains("\r\n")
        }
        let count = subject.scalars.count
        guard isFolded(count) else { return [] }
        let limit = (0..<count).last { !isFolded($0) } ?? 0
        return [subject.finding(.subjectTooLong(characters: count, limit: limit))]
    }

    /// A mail that brings no code, or no link, is none.
    private var purpose: [TemplateFinding] {
        [MessagePart.text, .html].compactMap { parts[$0] }.flatMap { text in
            let known = message.variables(in: text.part)
            let shown = text.part == .html ? html?.shownVariables ?? [] : text.variables
            var findings: [TemplateFinding] = []
            if known.contains(.code), !shown.contains(.code) { findings.append(text.finding(.codeMissing)) }
            if known.contains(.link), !shown.contains(.link) { findings.append(text.finding(.linkMissing)) }
            return findings
        }
    }

    private func size(_ text: TracedText) -> [TemplateFinding] {
        guard text.part.channel == .email, text.size >= TemplateLimits.mailSize else { return [] }
        return [text.finding(.mailTooLarge(kilobytes: text.size / 1_024))]
    }

    /// Subject and preview line stand on a locked telephone.
    private var lockScreen: [TemplateFinding] {
        var findings: [TemplateFinding] = []
        if let subject = parts[.subject], let range = code(in: subject, subject.indices) {
            findings.append(subject.finding(.codeOnLockScreen(.subject), at: range))
        }
        if let html, let range = html.preview.lazy.compactMap({ code(in: html.text, $0) }).first {
            findings.append(html.text.finding(.codeOnLockScreen(.html), at: range))
        }
        return findings
    }

    private func code(in text: TracedText, _ range: Range<Int>) -> Range<Int>? {
        func isCode(_ index: Int) -> Bool { [.code, .codeSpelled].contains(text.origins[index].variable) }
        guard let start = range.first(where: isCode) else { return nil }
        return start..<(range[start...].first { !isCode($0) } ?? range.upperBound)
    }

    /// Whoever reads plain text gets the same facts.
    private var twin: [TemplateFinding] {
        guard let html = parts[.html], let text = parts[.text] else { return [] }
        let facts: Set<MessageVariable> = [
            .code, .sequence, .link, .remaining, .newPhoneEnding, .date, .time, .supportPhone,
        ]
        return html.variables.intersection(facts).subtracting(text.variables).map {
            text.finding(.twinLacks($0.rawValue))
        }
    }

    // MARK: Links

    private func links(_ text: TracedText) -> [TemplateFinding] {
        let marked = text.part == .html ? html?.addresses ?? [] : []
        return written(in: text).compactMap { finding(on: $0, in: text) }
            + marked.compactMap { address in
                let start = text.text(address.value).lowercased()
                // An image may lie in the mail itself.
                let harmless = address.name == "href" ? ["tel:"] : ["cid:", "data:"]
                return harmless.contains(where: start.hasPrefix) ? nil : finding(on: address.value, in: text)
            }
    }

    private func finding(on range: Range<Int>, in text: TracedText) -> TemplateFinding? {
        if range.allSatisfy({ [.link, .supportPhoneLink].contains(text.origins[$0].variable) }) { return nil }
        if isNotice { return text.finding(.noticeLink, at: range) }
        let address = text.text(range)
        guard address.lowercased().hasPrefix("https://") else { return text.finding(.linkScheme, at: range) }
        // As strict as with a job's own link, so that nothing looks like another host.
        if let link = ConfirmationLink(address), linkHosts.contains(link.host) { return nil }
        let host = String(address.dropFirst(8).prefix { !"/?#".contains($0) })
        return text.finding(
            .linkHost(host: host, allowed: linkHosts.map(\.text).sorted().joined(separator: ", ")), at: range)
    }

    /// Addresses that stand in the text itself, of which telephones and mail programs make links.
    private func written(in text: TracedText) -> [Range<Int>] {
        words(of: text).compactMap { word in
            word.first { isAddress(text, $0..<word.upperBound) }.map { $0..<word.upperBound }
        }
    }

    /// What a reader sees between spaces.
    private func words(of text: TracedText) -> [Range<Int>] {
        let ranges = text.part == .html ? html?.tokens.filter { $0.kind == .text }.map(\.range) ?? [] : [text.indices]
        return ranges.flatMap { range in
            text.scalars[range].split { $0 == " " || $0 == "\n" }.map { $0.startIndex..<$0.endIndex }
        }
    }

    private func isAddress(_ text: TracedText, _ range: Range<Int>) -> Bool {
        guard "hHwW".unicodeScalars.contains(text.scalars[range.lowerBound]) else { return false }
        let start = text.text(range.prefix(8)).lowercased()
        if start.hasPrefix("http://") || start.hasPrefix("https://") { return true }
        let before = range.lowerBound > 0 ? text.scalars[range.lowerBound - 1] : " "
        return start.hasPrefix("www.") && before != "@" && !before.properties.isAlphabetic
    }

    /// A notice holds no code: digits that stand alone and that the author wrote.
    private func notice(_ text: TracedText) -> [TemplateFinding] {
        guard isNotice else { return [] }
        return words(of: text).compactMap { word in
            let digits = text.scalars[word].filter { !".,:!?()".unicodeScalars.contains($0) }
            let isCode = (4...10).contains(digits.count) && digits.allSatisfy { ("0"..."9").contains($0) }
            return isCode && !word.contains(where: text.isValue) ? text.finding(.noticeCode, at: word) : nil
        }
    }
}

extension HTMLRules {
    /// What links and images name.
    fileprivate var addresses: [HTMLToken.Attribute] {
        tokens.filter { $0.kind == .open }.flatMap(\.attributes).filter {
            ["href", "src", "background", "srcset"].contains($0.name) && !$0.value.isEmpty
        }
    }

    /// The values that a reader sees, or can follow.
    fileprivate var shownVariables: Set<MessageVariable> {
        let shown = tokens.filter { $0.kind == .text }.map(\.range) + addresses.map(\.value)
        return Set(shown.joined().lazy.compactMap { text.origins[$0].variable })
    }

    /// The text that mail programs show behind the subject: all of the first element that is hidden.
    fileprivate var preview: [Range<Int>] {
        guard let start = tokens.firstIndex(where: isHidden) else { return [] }
        var depth = 0
        let rest = tokens[start...].prefix { token in
            if token.name == tokens[start].name {
                if token.kind == .open { depth += 1 }
                if token.kind == .close { depth -= 1 }
            }
            return depth > 0
        }
        return rest.filter { $0.kind == .text }.map(\.range)
    }

    private func isHidden(_ token: HTMLToken) -> Bool {
        guard token.kind == .open, let style = token.attribute("style") else { return false }
        return Stylesheet.declarations(text, style.value).contains { $0.property == "display" && $0.value == "none" }
    }
}
