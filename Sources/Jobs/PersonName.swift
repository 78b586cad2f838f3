/// How the recipient is called, 1–100 characters that may stand in a mail of the portal: on one line, and nothing that a
/// mail program makes a link of. Never printed.
package struct PersonName: Masked, Hashable, Sendable {
    /// As many as the shortest code has, or a telephone number that can be called.
    private static let tooManyDigits = 4

    package let text: String

    package init?(_ text: String) {
        guard (1...100).contains(text.count), text.utf8.count <= 400 else { return nil }
        guard Self.isFit(text.unicodeScalars) else { return nil }
        self.text = text
    }

    package var mask: String { "•••" }

    /// No control characters, line separators, or marks that turn the direction of the text around it; no `/`, `\`, `@` or
    /// `:`, no host's name, and no number that is one to call.
    ///
    /// Of a dot, initials are told from a host's name by what follows: one letter in `J.P.`, two at least in `evil.nl`.
    private static func isFit(_ text: String.UnicodeScalarView) -> Bool {
        var digits = 0
        var lettersAfterDot: Int?
        for scalar in text {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
            case .format:
                // Part and join letters in some scripts; Persian names are written with the first.
                guard scalar == "\u{200C}" || scalar == "\u{200D}" else { return false }
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
                lettersAfterDot? += 1
                if let lettersAfterDot, lettersAfterDot > 1 { return false }
            case .decimalNumber:
                digits += 1
                guard lettersAfterDot == nil, digits < tooManyDigits else { return false }
            case .nonspacingMark, .spacingMark, .enclosingMark: continue  // belongs to the letter before it
            default:
                guard !isOfAddress(scalar) else { return false }
                lettersAfterDot = isDot(scalar) ? 0 : nil
            }
        }
        return true
    }

    private static func isOfAddress(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "/", "\\", "@", ":": true
        default: false
        }
    }

    /// Browsers take all of these for the dot in a host's name (UTS 46, 2.3).
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "\u{3002}", "\u{FF0E}", "\u{FF61}": true
        default: false
        }
    }
}
