/// The language that a message is wanted in, a BCP 47 tag; templates are chosen by its primary subtag.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    package static let dutch = LanguageTag(checked: "nl")

    package let text: String

    package init?(_ text: String) {
        let subtags = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 35, let first = subtags.first, (2...3).contains(first.count) else { return nil }
        guard first.allSatisfy(Self.isLetter) else { return nil }
        guard subtags.dropFirst().allSatisfy({ (1...8).contains($0.count) && $0.allSatisfy(Self.isAlphanumeric) })
        else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    /// `nl` of `nl-BE`, in lower case.
    package var primary: String { text.prefix { $0 != "-" }.lowercased() }

    package var description: String { text }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
