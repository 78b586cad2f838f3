/// Turns octets into text by the name of their character set; an unknown name is read as UTF-8.
enum Charset {
    static func decode(_ bytes: some Collection<UInt8>, named name: String?) -> String {
        switch name?.lowercased() {
        case "iso-8859-1", "latin1": text(bytes) { UInt32($0) }
        case "windows-1252": text(bytes) { windows1252[$0] ?? UInt32($0) }
        default: String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func text(_ bytes: some Collection<UInt8>, scalar: (UInt8) -> UInt32) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            text.append(Unicode.Scalar(scalar(byte)) ?? "\u{FFFD}")
        }
        return String(text)
    }

    /// Where it differs from ISO 8859-1, for the marks that Dutch mail uses.
    private static let windows1252: [UInt8: UInt32] = [
        0x80: 0x20AC, 0x82: 0x201A, 0x84: 0x201E, 0x85: 0x2026, 0x8B: 0x2039, 0x91: 0x2018, 0x92: 0x2019,
        0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014, 0x99: 0x2122, 0x9B: 0x203A,
    ]
}
