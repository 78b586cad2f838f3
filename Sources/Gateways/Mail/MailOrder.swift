package import Jobs

/// One mail for one recipient, as any relay gets it.
package struct MailOrder: Masked, Sendable {
    package let to: EmailAddress
    package let from: EmailAddress
    /// RFC 5322, every line ended by CRLF.
    package let message: [UInt8]

    package var mask: String { to.mask }

    package init(to: EmailAddress, from: EmailAddress, message: [UInt8]) {
        self.to = to
        self.from = from
        self.message = message
    }
}
