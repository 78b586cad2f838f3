import Foundation

/// How to say in the alphabet of SMS what is outside it.
enum PlainCharacter {
    /// `'` for a curly one, `e` for `ë`; nothing for what cannot be seen; `nil` where there is no plain form.
    static func form(of character: Character) -> String? {
        switch character {
        case "‘", "’", "‚", "′", "`": return "'"
        case "“", "”", "„", "«", "»": return "\""
        case "–", "—", "‐", "‑", "−": return "-"
        case "…": return "..."
        case "•", "·": return "-"
        case "ĳ": return "ij"
        case "Ĳ": return "IJ"
        case "\u{A0}", "\u{202F}", "\u{2009}": return " "
        case "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}": return ""
        default: break
        }
        let base = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.prefix(1)
        return base.first.map { $0.isASCII && $0.properties.isAlphabetic } == true ? String(base) : nil
    }

    /// Dutch words with such a letter, and what says the same.
    static let words = [
        "patiëntenportaal": "zorgportaal", "patiëntportaal": "zorgportaal", "cliëntportaal": "zorgportaal",
        "cliëntenportaal": "zorgportaal", "verifiëren": "controleren", "verifiëer": "controleer",
        "beëindigd": "gestopt", "beëindigen": "stoppen", "geïnstalleerd": "ingesteld", "één": "1",
        "geïnformeerd": "op de hoogte", "geüpdatet": "bijgewerkt", "coördinator": "begeleider", "vóór": "voor",
        "reëel": "echt", "definiëren": "bepalen", "creëren": "maken", "creëer": "maak",
    ]
}
