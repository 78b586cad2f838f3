/// Writes one JSON object, keys in the order given (RFC 8259).
///
/// Foundation's encoder costs ten times as much and promises no order; an outcome's text must be the same each time.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init() {
        bytes.reserveCapacity(512)
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        body(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    package mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
        write(key: key)
        object(body)
    }

    package mutating func string(_ key: String, _ value: String?) {
        guard let value else { return }
        write(key: key)
        quote(value)
    }

    package mutating func number(_ key: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        write(key: key)
        bytes.append(contentsOf: String(value).utf8)
    }

    package mutating func bool(_ key: String, _ value: Bool) {
        write(key: key)
        bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
    }

    private mutating func write(key: String) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        Self.escape(text, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// The inside of a JSON string: quotes, backslashes and control characters escaped.
    ///
    /// Nearly all text has none, so what stands between them is copied in one piece.
    package static func escape(_ text: String, into bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { text in
            var rest = UnsafeBufferPointer(rebasing: text[...])
            while let index = rest.firstIndex(where: needsEscape) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<index]))
                escape(rest[index], into: &bytes)
                rest = UnsafeBufferPointer(rebasing: rest[(index + 1)...])
            }
            bytes.append(contentsOf: rest)
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
        default:
            let digits = String(byte, radix: 16)
            bytes.append(contentsOf: (digits.utf8.count == 1 ? #"\u000"# : #"\u00"#).utf8)
            bytes.append(contentsOf: digits.utf8)
        }
    }
}
