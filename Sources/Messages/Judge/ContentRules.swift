import Jobs

/// What the parts of a message may say, and what they must say alike.
struct ContentRules {
    let message: MessageName
    let parts: [MessagePart: TracedText]
    let html: HTMLRules?
    let linkHosts: Set<HostName>

    var findings: [TemplateFinding] {
        subject + lockScreen + twin + parts.values.flatMap { links($0) + notice($0) }
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

    /// Subject and preview line stand on a locked telephone.
    private var lockScreen: [TemplateFinding] {
        var findings: [TemplateFinding] = []
        if let subject = parts[.subject], let range = code(in: subject, subject.indices) {
            findings.append(subject.finding(.codeOnLockScreen(.subject), at: range))
        }
        if let html, let preview = html.preview, let range = code(in: html.text, preview) {
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
        let written = addresses(in: text)
        let marked = text.part == .html ? html?.addresses ?? [] : []
        return (written + marked).compactMap { range in
            let address = text.text(range).lowercased()
            if range.allSatisfy({ [.link, .supportPhoneLink].contains(text.origins[$0].variable) }) { return nil }
            if ["tel:", "cid:", "data:"].contains(where: address.hasPrefix) { return nil }
            if isNotice {
                return text.finding(.noticeLink, at: range)
            }
            guard let host = address.split(separator: "https://", maxSplits: 1).first, address.hasPrefix("https://")
            else {
                return text.finding(.linkScheme, at: range)
            }
            let name = String(host.prefix { !"/?#:".contains($0) })
            if let host = HostName(name), linkHosts.contains(host) { return nil }
            return text.finding(
                .linkHost(host: name, allowed: linkHosts.map(\.text).sorted().joined(separator: ", ")), at: range)
        }
    }

    /// Addresses that stand in the text itself.
    private func addresses(in text: TracedText) -> [Range<Int>] {
        let ranges = text.part == .html ? html?.tokens.filter { $0.kind == .text }.map(\.range) ?? [] : [text.indices]
        return ranges.flatMap { range in
            text.scalars[range].split { $0 == " " || $0 == "\n" }.compactMap { word in
                guard word.contains(":") else { return nil }
                let address = text.text(word.startIndex..<word.endIndex).lowercased()
                return address.hasPrefix("http://") || address.hasPrefix("https://")
                    ? word.startIndex..<word.endIndex : nil
            }
        }
    }

    /// A notice holds no code: digits that stand alone and that the author wrote.
    private func notice(_ text: TracedText) -> [TemplateFinding] {
        guard isNotice else { return [] }
        let ranges = text.part == .html ? html?.tokens.filter { $0.kind == .text }.map(\.range) ?? [] : [text.indices]
        return ranges.flatMap { range in
            text.scalars[range].split { $0 == " " || $0 == "\n" }.compactMap { word in
                let digits = word.filter { !".,:!?()".unicodeScalars.contains($0) }
                let isCode = (4...10).contains(digits.count) && digits.allSatisfy { ("0"..."9").contains($0) }
                let place = word.startIndex..<word.endIndex
                return isCode && !place.contains(where: text.isValue) ? text.finding(.noticeCode, at: place) : nil
            }
        }
    }
}

extension HTMLRules {
    /// What links and images name.
    fileprivate var addresses: [Range<Int>] {
        tokens.filter { $0.kind == .open }.flatMap(\.attributes).filter { ["href", "src"].contains($0.name) }.map(
            \.value
        )
        .filter { !$0.isEmpty }
    }

    /// The text that mail programs show behind the subject: of the first element that is hidden.
    fileprivate var preview: Range<Int>? {
        let hidden = tokens.indices.first { index in
            tokens[index].attribute("style").map { text.text($0.value).contains("display:none") } == true
        }
        return hidden.flatMap { $0 + 1 < tokens.count && tokens[$0 + 1].kind == .text ? tokens[$0 + 1].range : nil }
    }
}
