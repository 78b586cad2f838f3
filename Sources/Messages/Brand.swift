package import Jobs

/// Who the messages speak for.
package struct Brand: Sendable, Equatable {
    package enum Fault: Error {
        /// 1–40 printable characters on one line are expected.
        case name
        /// A telephone number is expected, at most 20 characters.
        case supportPhone
    }

    package let name: String
    /// The host where the user types the code: it stands in the last line of an SMS and in `Message-ID`.
    package let domain: HostName
    /// As it is to be read: `088 042 42 42`.
    package let supportPhone: String?
    /// RFC 3966: `tel:+31880424242`
    package let supportPhoneLink: String?

    package let colour: BrandColour
    package let darkColour: BrandColour
    /// `nil` shows the name as text.
    package let logo: Logo?

    /// - Parameters:
    ///   - colour: a dark blue if it is `nil`.
    ///   - darkColour: for dark mode; a light blue if it is `nil`.
    package init(
        name: String, domain: HostName, supportPhone: String?, colour: BrandColour? = nil,
        darkColour: BrandColour? = nil, logo: Logo? = nil
    ) throws(Fault) {
        guard (1...40).contains(name.count), name.isPrintableLine else { throw .name }
        self.name = name
        self.domain = domain
        self.colour = colour ?? .light
        self.darkColour = darkColour ?? .dark
        self.logo = logo
        self.supportPhone = supportPhone
        guard let supportPhone else {
            supportPhoneLink = nil
            return
        }
        guard supportPhone.count <= 20, supportPhone.isPrintableLine else { throw .supportPhone }
        do {
            supportPhoneLink = "tel:" + (try PhoneNumber(supportPhone).e164)
        } catch {
            throw .supportPhone
        }
    }
}
