/// How mail is written down before it is signed, so that a signature outlives what relays do to white space
/// (RFC 6376, 3.4.2 and 3.4.4).
enum RelaxedForm {
    /// - Parameter field: a whole header field, folds and all; the end of its last line may be missing.
    /// - Returns: `name:value`, without end of line.
    static func header(_ field: ArraySlice<UInt8>) -> [UInt8] {
        let colon = field.firstIndex(of: UInt8(ascii: ":")) ?? field.endIndex
        let name = field[..<colon].filter { !isSpace($0) }.map(lowercased)
        var value: [UInt8] = []
        for byte in field[colon...].dropFirst() where byte != 0x0D && byte != 0x0A {
            append(byte, to: &value)
        }
        if value.last == 0x20 { value.removeLast() }
        if value.first == 0x20 { value.removeFirst() }
        return name + [UInt8(ascii: ":")] + value
    }

    /// - Parameter body: lines that end with CRLF; the last one may lack it.
    static func body(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(body.count + 2)
        for byte in body {
            if byte == 0x0D, text.last == 0x20 { text.removeLast() }
            append(byte, to: &text)
        }
        if text.last == 0x20 { text.removeLast() }
        while text.ends(with: [0x0D, 0x0A]) { text.removeLast(2) }
        return text.isEmpty ? [] : text + [0x0D, 0x0A]
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// White space of any length becomes one space.
    private static func append(_ byte: UInt8, to text: inout [UInt8]) {
        guard isSpace(byte) else { return text.append(byte) }
        if text.last != 0x20 { text.append(0x20) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }
}

extension [UInt8] {
    fileprivate func ends(with end: [UInt8]) -> Bool {
        suffix(end.count).elementsEqual(end)
    }
}
