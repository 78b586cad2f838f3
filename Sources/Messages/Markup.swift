/// How a value is written into a text; its raw value is the extension of the files written so.
package enum Markup: String, CaseIterable, Sendable {
    case text = "txt"
    case html

    func append(_ value: String, of variable: MessageVariable, to bytes: inout [UInt8]) {
        if variable.isMarkup { bytes.append(contentsOf: value.utf8) } else { append(value, to: &bytes) }
    }

    /// In HTML safe between tags and in quoted attributes.
    ///
    /// By bytes: the engine's own escaping goes by grapheme, and a quotation mark with an accent on it would pass.
    func append(_ value: String, to bytes: inout [UInt8]) {
        switch self {
        case .text: bytes.append(contentsOf: value.utf8)
        case .html:
            var value = value
            value.withUTF8 { value in
                // Nearly all values have nothing to escape.
                if value.contains(where: { Self.entity(of: $0) != nil }) {
                    for byte in value {
                        if let entity = Self.entity(of: byte) { bytes += entity.utf8 } else { bytes.append(byte) }
                    }
                } else {
                    bytes.append(contentsOf: value)
                }
            }
        }
    }

    private static func entity(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
