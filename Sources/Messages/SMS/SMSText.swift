import Foundation
package import Jobs

/// The text of one SMS; shows only its size.
package struct SMSText: Masked, Sendable, Equatable {
    package let text: Secret
    package let size: SMSSize

    /// - Parameter text: is brought to normal form C, in which `é` is one character of the GSM alphabet.
    package init(_ text: String) {
        var text = text
        let isASCII = text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 } }
        if !isASCII { text = text.precomposedStringWithCanonicalMapping }
        self.text = Secret(text)
        size = SMSSize(of: text)
    }

    package var encoding: SMSEncoding { size.encoding }
    package var segments: Int { size.segments }

    /// The text in clear, for the gateway and nothing else.
    package var revealed: String { text.revealed }

    package var mask: String {
        "SMS, \(size.units) units of \(encoding.rawValue) in \(segments) segment\(segments == 1 ? "" : "s")"
    }
}
