extension GSMAlphabet {
    /// A text as gateways hand it to SMPP (3GPP TS 23.038, 6.2.1): a byte for each septet, not packed.
    ///
    /// What is outside the alphabet becomes `?`, as in any message centre.
    package static func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let position = positions[scalar] {
                bytes.append(position)
            } else if let position = extended[scalar] {
                bytes += [escape, position]
            } else {
                bytes.append(UInt8(ascii: "?"))
            }
        }
        return bytes
    }

    private static let escape: UInt8 = 0x1B

    /// In the order of the table, with the escape in its place.
    private static let alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1B}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"

    private static let positions: [Unicode.Scalar: UInt8] = {
        var positions: [Unicode.Scalar: UInt8] = [:]
        for (position, scalar) in zip(UInt8(0)..<128, alphabet.unicodeScalars) where position != escape {
            positions[scalar] = position
        }
        return positions
    }()

    private static let extended: [Unicode.Scalar: UInt8] = [
        "\u{0C}": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40,
        "€": 0x65,
    ]
}
