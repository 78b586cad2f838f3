/// How the recipient is called, 1–100 characters on one line; never printed.
package struct PersonName: Masked, Hashable, Sendable {
    package let text: String

    package init?(_ text: String) {
        guard (1...100).contains(text.count), text.utf8.count <= 400 else { return nil }
        guard text.unicodeScalars.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    package var mask: String { "•••" }

    /// No control characters, line separators, or marks that turn the direction of the text around it.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        case .format: scalar == "\u{200D}"  // joins letters in some scripts
        default: true
        }
    }
}
