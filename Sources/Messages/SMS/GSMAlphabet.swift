/// The default alphabet of SMS and its extension table (3GPP TS 23.038, 6.2.1).
package enum GSMAlphabet {
    /// 1, or 2 for a character that needs an escape before it; `nil` for one outside the alphabet.
    package static func septets(of scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return Int(ascii[Int(scalar.value)]).nonZero }
        switch scalar {
        case "£", "¥", "è", "é", "ù", "ì", "ò", "Ç", "Ø", "ø", "Å", "å", "Δ", "Φ", "Γ", "Λ", "Ω", "Π", "Ψ", "Σ", "Θ",
            "Ξ",
            "Æ", "æ", "ß", "É", "¤", "¡", "Ä", "Ö", "Ñ", "Ü", "§", "¿", "ä", "ö", "ñ", "ü", "à":
            return 1
        case "€": return 2
        default: return nil
        }
    }

    /// Septets of each ASCII character, 0 for those outside the alphabet.
    private static let ascii: [UInt8] = (0..<128).map { code in
        switch Unicode.Scalar(UInt8(code)) {
        case "`": 0
        case "\u{0C}", "^", "{", "}", "\\", "[", "~", "]", "|": 2
        case "\n", "\r", " "..."~": 1
        default: 0
        }
    }
}

extension Int {
    fileprivate var nonZero: Int? { self == 0 ? nil : self }
}
