package import Jobs

/// Reads every text as its readers will get it, and says what is wrong with it.
///
/// Each sound text is rendered for sample jobs by the engine itself; what is found there is told at the place in the
/// template that wrote it.
package struct TemplateJudge: Sendable {
    private let brand: Brand
    private let linkHosts: Set<HostName>

    /// - Parameter linkHosts: that a link may name, beside the brand's own.
    package init(brand: Brand, linkHosts: Set<HostName>) {
        self.brand = brand
        self.linkHosts = linkHosts
    }

    package func verdict(on directory: String) -> TemplateVerdict {
        verdict(on: TemplateFolder(directory))
    }

    package func verdict(on folder: TemplateFolder) -> TemplateVerdict {
        verdict(on: folder.files, folder.findings, directory: folder.directory)
    }

    /// - Parameter findings: of the folder that the files come from.
    func verdict(on files: [TemplateFile], _ findings: [TemplateFinding], directory: String) -> TemplateVerdict {
        let catalogue = TemplateCatalogue(files)
        // A folder that cannot be read, or holds nothing, is the whole story.
        if files.isEmpty, !findings.isEmpty {
            return TemplateVerdict(directory: directory, catalogue: catalogue, findings: Set(findings))
        }
        return TemplateVerdict(
            directory: directory, catalogue: catalogue,
            findings: Set(findings + catalogue.findings + missing(in: catalogue) + read(catalogue.sound)))
    }

    /// A language may lack messages: whoever asks for it gets Dutch, and the author may not know.
    private func missing(in catalogue: TemplateCatalogue) -> [TemplateFinding] {
        Language.allCases.filter { $0 != .dutch }.flatMap { language -> [TemplateFinding] in
            guard let found = catalogue.messages[language] else {
                return [TemplateFinding(language.rawValue, nil, .missingLanguage(language))]
            }
            return MessageName.allCases.filter { found[$0] == nil }.map {
                TemplateFinding("\(language.rawValue)/\($0.rawValue)", nil, .missingMessage($0, language))
            }
        }
    }

    private func read(_ templates: [SoundTemplate]) -> [TemplateFinding] {
        var findings: [Key: TemplateFinding] = [:]
        // Apart for each severity: a hundred warnings must not hide an error.
        var counts: [TemplateRule.Severity: [String: Int]] = [:]
        for language in Language.allCases {
            for message in MessageName.allCases {
                let parts = templates.filter { $0.language == language && $0.name == message }
                for finding in read(message, language, parts) where findings[Key(finding)] == nil {
                    let count = counts[finding.severity]?[finding.file] ?? 0
                    guard count < TemplateLimits.findings else { continue }
                    counts[finding.severity, default: [:]][finding.file] = count + 1
                    findings[Key(finding)] = finding
                }
            }
        }
        return Array(findings.values)
    }

    /// One place breaks a rule once, however many samples and messages show it; the worst sample comes first.
    private struct Key: Hashable {
        let file: String
        let position: TemplatePosition?
        let rule: TemplateRule
        let text: String

        init(_ finding: TemplateFinding) {
            (file, position, rule) = (finding.file, finding.position, finding.rule)
            // The words of a value differ from sample to sample.
            text = finding.replacement == nil ? "" : finding.text
        }
    }

    private func read(
        _ message: MessageName, _ language: Language, _ templates: [SoundTemplate]
    ) -> [TemplateFinding] {
        var tracers: [(MessagePart, Tracer)] = []
        do {
            for template in templates { tracers.append((template.part, try Tracer(template))) }
        } catch {
            return [error]
        }
        return SampleJob.allCases.reversed().flatMap { sample -> [TemplateFinding] in
            guard let job = sample.job(for: message, in: language, linkHost: linkHost) else { return [] }
            var values = MessageValues(job, at: job.issuedAt, brand: brand, language: language)
            let shape = MessageShape(of: job, brand: brand)
            var parts: [MessagePart: TracedText] = [:]
            for (part, tracer) in tracers.sorted(by: { $0.0.order < $1.0.order }) {
                let text = tracer.render(values, shape)
                if part == .subject { values.subject = text.text(text.indices) }
                parts[part] = text
            }
            return read(message, parts)
        }
    }

    private func read(_ message: MessageName, _ parts: [MessagePart: TracedText]) -> [TemplateFinding] {
        // What is far too long is that and nothing else: no rule need be quick there.
        var findings = parts.values.compactMap(\.excess)
        let parts = parts.filter { $0.value.excess == nil }
        let html = parts[.html].map(HTMLRules.init)
        findings += html?.findings ?? []
        findings += ContentRules(message: message, parts: parts, html: html, linkHosts: hosts).findings
        for (part, text) in parts {
            if part == .sms { findings += SMSRules(text: text, brand: brand).findings }
            let blocks = part == .html ? html?.blocks ?? [] : Prose.paragraphs(of: text)
            findings += ProseRules(text: text, prose: Prose(text, blocks: blocks)).findings
        }
        return findings
    }

    private var hosts: Set<HostName> { linkHosts.union([brand.domain]) }

    /// For the link of a sample.
    private var linkHost: HostName { linkHosts.min { $0.text < $1.text } ?? brand.domain }
}

extension MessagePart {
    /// The subject comes first: the HTML holds it.
    fileprivate var order: Int { self == .subject ? 0 : 1 }
}
