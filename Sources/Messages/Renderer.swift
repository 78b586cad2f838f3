package import Jobs

/// Writes the text of a job, as it is true at one moment.
///
/// Whether the job still lives at that moment is Admission's business.
package struct Renderer: Sendable {
    private let templates: TemplateSet
    private let brand: Brand
    private let sender: Sender

    package init(templates: TemplateSet, brand: Brand, sender: Sender) {
        self.templates = templates
        self.brand = brand
        self.sender = sender
    }

    package func sms(for job: Job, at now: Timestamp) throws(RenderError) -> SMSText {
        let templates = try templates(for: job, channel: .sms)
        let values = MessageValues(job, at: now, brand: brand, language: templates.language)
        return SMSText(String(decoding: try render(.sms, templates, job, values), as: UTF8.self))
    }

    package func mail(for job: Job, at now: Timestamp) throws(RenderError) -> MailText {
        let templates = try templates(for: job, channel: .email)
        guard let address = job.recipient.email else { throw .noEmailAddress }
        var values = MessageValues(job, at: now, brand: brand, language: templates.language)
        let subject = try render(.subject, templates, job, values)
        values.subject = String(decoding: subject, as: UTF8.self)
        return MailText(
            from: sender, to: address, name: job.recipient.name, id: MessageID(job.id, domain: brand.domain),
            language: templates.language, subject: Secret(subject),
            text: Secret(try render(.text, templates, job, values)),
            html: Secret(try render(.html, templates, job, values)), logo: brand.logo)
    }

    private func templates(for job: Job, channel: Channel) throws(RenderError) -> MessageTemplates {
        let name = MessageName(job.content)
        guard name.channels.contains(channel), let found = templates.message(name, in: Language(job.locale)) else {
            throw .notForChannel(name, channel)
        }
        return found
    }

    private func render(
        _ part: MessagePart, _ templates: MessageTemplates, _ job: Job, _ values: MessageValues
    ) throws(RenderError) -> [UInt8] {
        guard let text = templates.render(part, MessageShape(of: job, brand: brand), with: values) else {
            throw .unusualCode
        }
        return text
    }
}
