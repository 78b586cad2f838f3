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
            for byte in value.utf8 {
                switch byte {
                case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
                case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
                case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
                case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
                case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
                default: bytes.append(byte)
                }
            }
        }
    }
}
