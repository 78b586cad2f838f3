/// Who is written to; at least one of the addresses is there.
package struct Recipient: Sendable, Equatable {
    package let phone: PhoneNumber?
    package let email: EmailAddress?
    package let name: PersonName?
    /// The publisher gave a name that no message may show.
    package let isNameLeftOut: Bool

    package init(phone: PhoneNumber?, email: EmailAddress?, name: PersonName?, isNameLeftOut: Bool = false) {
        self.phone = phone
        self.email = email
        self.name = name
        self.isNameLeftOut = isNameLeftOut
    }
}
