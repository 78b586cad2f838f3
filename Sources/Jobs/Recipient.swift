/// Who is written to; at least one of the addresses is there.
package struct Recipient: Sendable, Equatable {
    package let phone: PhoneNumber?
    package let email: EmailAddress?
    package let name: PersonName?

    package init(phone: PhoneNumber?, email: EmailAddress?, name: PersonName?) {
        self.phone = phone
        self.email = email
        self.name = name
    }
}
