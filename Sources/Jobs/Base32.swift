/// RFC 4648, section 6, as authenticator apps write a shared secret: in either case, with its padding or without.
enum Base32 {
    /// Bits behind the last whole byte are dropped, as apps do.
    static func bytes(_ text: String) -> [UInt8]? {
        let characters = text.utf8.prefix { $0 != UInt8(ascii: "=") }
        let padding = text.utf8.count - characters.count
        guard text.utf8.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") }),
            padding == 0 || padding < 8 && text.utf8.count.isMultiple(of: 8),
            ![1, 3, 6].contains(characters.count % 8)
        else { return nil }
        var (bytes, rest, held) = ([UInt8](), UInt16(0), 0)
        for character in characters {
            guard let value = value(of: character) else { return nil }
            rest = rest << 5 | UInt16(value)
            held += 5
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: rest >> UInt16(held)))
            rest &= 1 << UInt16(held) - 1
        }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a")
        case UInt8(ascii: "2")...UInt8(ascii: "7"): character - UInt8(ascii: "2") + 26
        default: nil
        }
    }
}
