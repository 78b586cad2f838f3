package import Jobs

/// One mail, written but not yet put into its envelope; shows only the domain that it goes to.
package struct MailText: Masked, Sendable, Equatable {
    package let from: Sender
    package let to: EmailAddress
    package let name: PersonName?
    package let id: MessageID
    package let language: Language
    package let subject: Secret
    package let text: Secret
    package let html: Secret
    /// That the HTML may show.
    package let logo: Logo?

    package init(
        from: Sender, to: EmailAddress, name: PersonName?, id: MessageID, language: Language, subject: Secret,
        text: Secret, html: Secret, logo: Logo? = nil
    ) {
        self.from = from
        self.to = to
        self.name = name
        self.id = id
        self.language = language
        self.subject = subject
        self.text = text
        self.html = html
        self.logo = logo
    }

    package var mask: String { "mail to \(to.mask)" }

    /// The mail as it goes over the wire (RFC 5322).
    package func message(date: Timestamp) -> [UInt8] {
        MailComposer.message(self, date: date)
    }
}
