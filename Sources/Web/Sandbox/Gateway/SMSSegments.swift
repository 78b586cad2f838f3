/// Counts the parts in which a text travels (3GPP TS 23.038 and 23.040).
enum SMSSegments {
    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    /// Each is an escape and a second septet.
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

    static func count(_ text: String) -> Int {
        let scalars = Array(text.unicodeScalars)
        if scalars.allSatisfy({ basic.contains($0) || extended.contains($0) }) {
            return parts(scalars.map { extended.contains($0) ? 2 : 1 }, single: 160, each: 153)
        }
        return parts(scalars.map { $0.value > 0xFFFF ? 2 : 1 }, single: 70, each: 67)
    }

    /// A pair of units is never split over two parts.
    private static func parts(_ widths: [Int], single: Int, each: Int) -> Int {
        guard widths.reduce(0, +) > single else { return 1 }
        var parts = 1
        var used = 0
        for width in widths {
            if used + width > each {
                parts += 1
                used = 0
            }
            used += width
        }
        return parts
    }
}
