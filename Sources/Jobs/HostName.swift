/// A DNS name of two labels or more, in lower case (RFC 1123, 2.1): no address literal, no trailing dot.
package struct HostName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        // Some letters beyond ASCII are ASCII in lower case: the Kelvin sign would become a k.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let lowered = text.lowercased()
        let labels = lowered.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard lowered.utf8.count <= 253, labels.count >= 2, labels.allSatisfy(Self.isLabel) else { return nil }
        // A last label of digits, or of 0x and digits, is how an IPv4 address is written (WHATWG URL, 3.5).
        guard let last = labels.last, let first = last.first, !(0x30...0x39).contains(first) else { return nil }
        self.text = lowered
    }

    package var description: String { text }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else {
            return false
        }
        return label.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}
