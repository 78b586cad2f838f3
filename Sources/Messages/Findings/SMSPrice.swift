/// What one character does to the price of an SMS.
package struct SMSPrice: Hashable, Sendable {
    /// `ë`, or the name of one that nobody can see.
    let character: Character
    /// The word that it stands in; empty between words.
    let word: String
    /// SMS messages with it, and without.
    let segments: Int
    let segmentsWithout: Int
    /// The same in plain letters; `nil` where the character has no plain form.
    let plain: String?

    /// `vaste spatie (U+00A0)` where the character cannot be seen or looks like another, else the character.
    func name(in language: Language) -> String {
        let names: (dutch: String, english: String)? =
            switch character.unicodeScalars.first?.value ?? 0 {
            case 0xA0: ("vaste spatie (U+00A0)", "hard space (U+00A0)")
            case 0x202F: ("smalle vaste spatie (U+202F)", "narrow hard space (U+202F)")
            case 0x2009: ("smalle spatie (U+2009)", "thin space (U+2009)")
            case 0xAD: ("zacht koppelteken (U+00AD)", "soft hyphen (U+00AD)")
            case 0x200B...0x200D: ("onzichtbaar teken", "invisible character")
            case 0x132: ("IJ als één teken (U+0132)", "IJ as one character (U+0132)")
            case 0x133: ("ij als één teken (U+0133)", "ij as one character (U+0133)")
            case 0x2013, 0x2014: ("lang streepje \(character)", "dash \(character)")
            case 0x2018, 0x2019: ("krul-apostrof \(character)", "curly apostrophe \(character)")
            case 0x201C...0x201E: ("krul-aanhalingsteken \(character)", "curly quotation mark \(character)")
            case 0x2026: ("puntjes als één teken \(character)", "ellipsis as one character \(character)")
            default: nil
            }
        guard let names else { return String(character) }
        return language == .dutch ? names.dutch : names.english
    }
}
