/// One request; the same id is never sent twice. 8–64 characters of `A-Za-z0-9._:-`.
package struct JobID: Hashable, Sendable, CustomStringConvertible {
    /// What to tell who wrote something else.
    static let expectation = "8 to 64 characters of A-Za-z0-9._:- are expected"

    package let text: String

    package init?(_ text: String) {
        guard (8...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    package var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"),
            UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
