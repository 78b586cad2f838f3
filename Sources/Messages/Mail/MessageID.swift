package import Jobs

/// The `Message-ID` of a job's mail (RFC 5322, 3.6.4): the same at every attempt, so that a copy can be known as one.
package struct MessageID: Sendable, Equatable, CustomStringConvertible {
    /// With its angle brackets.
    package let text: String

    /// A job's id may hold colons, and dots where a dot-atom has none: both are written as `=` and two hex digits.
    package init(_ id: JobID, domain: HostName) {
        var text = "<"
        for byte in id.text.utf8 {
            switch byte {
            case UInt8(ascii: ":"): text += "=3A"
            case UInt8(ascii: "."): text += "=2E"
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        self.text = text + "@" + domain.text + ">"
    }

    package var description: String { text }
}
