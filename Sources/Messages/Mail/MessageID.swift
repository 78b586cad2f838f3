package import Jobs

/// The `Message-ID` of a job's mail (RFC 5322, 3.6.4): the same at every attempt, so that a copy can be known as one.
package struct MessageID: Sendable, Equatable, CustomStringConvertible {
    /// With its angle brackets.
    package let text: String

    /// A job's id may hold colons, and dots where a dot-atom has none: both are written as `=` and two hex digits.
    package init(_ id: JobID, domain: HostName) {
        var text: [UInt8] = []
        for byte in id.text.utf8 {
            switch byte {
            case UInt8(ascii: ":"): text.append(contentsOf: "=3A".utf8)
            case UInt8(ascii: "."): text.append(contentsOf: "=2E".utf8)
            default: text.append(byte)
            }
        }
        self.text = "<" + String(decoding: text, as: UTF8.self) + "@" + domain.text + ">"
    }

    package var description: String { text }
}
