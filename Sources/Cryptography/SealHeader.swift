/// The protected header of a sealed text: one JSON object with the members `alg`, `enc` and `kid`, and no other.
///
/// Everything that a JWE may say there is refused but these (RFC 7516, 4.1): what is not read cannot be misused, such as
/// `zip`, `crit`, `jku` or a weaker algorithm.
struct SealHeader {
    private enum Member: String {
        case alg, enc, kid
    }

    /// As `SealKey.isID` has it, if there is such a key.
    let keyID: String

    /// - Parameter json: without escapes, which none of these values needs.
    init?(_ json: UnsafeBufferPointer<UInt8>) {
        var scanner = JSONScanner(json)
        var values: [Member: String] = [:]
        guard scanner.take("{") else { return nil }
        repeat {
            guard let name = scanner.string(), let member = Member(rawValue: name), values[member] == nil,
                scanner.take(":"), let value = scanner.string()
            else { return nil }
            values[member] = value
        } while scanner.take(",")
        guard scanner.take("}"), scanner.isAtEnd, values[.alg] == "dir", values[.enc] == "A256GCM",
            let keyID = values[.kid]
        else { return nil }
        self.keyID = keyID
    }

    /// In base64url, as it stands in the sealed text.
    static func text(keyID: String) -> [UInt8] {
        let json = Array(#"{"alg":"dir","enc":"A256GCM","kid":"\#(keyID)"}"#.utf8)
        return json.withUnsafeBufferPointer { Base64.urlText($0) }
    }
}

/// Takes JSON's marks and plain strings one by one, with white space before each.
private struct JSONScanner {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    init(_ text: UnsafeBufferPointer<UInt8>) {
        rest = text[...]
    }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return rest.isEmpty
        }
    }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest.removeFirst()
        return true
    }

    /// Printable ASCII; `nil` for anything else.
    mutating func string() -> String? {
        guard take("\"") else { return nil }
        let text = rest.prefix { $0 != UInt8(ascii: "\"") }
        guard text.endIndex < rest.endIndex,
            text.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        rest = rest[(text.endIndex + 1)...]
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
