package import Jobs

/// Whom the mails come from.
package struct Sender: Sendable, Equatable {
    package let address: EmailAddress
    package let name: String

    /// - Parameter name: 1–60 printable characters on one line.
    package init?(address: EmailAddress, name: String) {
        guard (1...60).contains(name.count), name.isPrintableLine else { return nil }
        self.address = address
        self.name = name
    }
}
