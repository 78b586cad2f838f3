/// Reads JSON as programs write it, several times as fast as Foundation, and gives up at whatever is out of the ordinary:
/// escapes, fractions, lists, a field that comes twice. Foundation then reads the same bytes, and says what is wrong
/// with them; so only what both would read alike is taken here.
struct PlainJSON {
    enum Value {
        case text(String)
        case whole(Int)
        case bool(Bool)
        case null
        case object(PlainFields)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0

    /// - Parameter bytes: valid UTF-8.
    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The fields of the one object that the text is.
    static func fields(of bytes: UnsafeBufferPointer<UInt8>) -> PlainFields? {
        var reader = PlainJSON(bytes)
        guard let fields = reader.object(depth: 0) else { return nil }
        reader.skipSpace()
        return reader.place == bytes.count ? fields : nil
    }

    /// - Parameter depth: a job's objects hold objects that hold none.
    private mutating func object(depth: Int) -> PlainFields? {
        guard depth < 2, take(UInt8(ascii: "{")) else { return nil }
        var fields = PlainFields()
        repeat {
            guard let name = text(), take(UInt8(ascii: ":")), let value = value(depth: depth), fields.add(name, value)
            else { return nil }
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? fields : nil
    }

    private mutating func value(depth: Int) -> Value? {
        skipSpace()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "\""): return text().map(Value.text)
        case UInt8(ascii: "{"): return object(depth: depth + 1).map(Value.object)
        case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return whole().map(Value.whole)
        }
    }

    private mutating func text() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            case UInt8(ascii: "\\"), 0..<0x20: return nil
            default: place += 1
            }
        }
        return nil
    }

    /// 0 to 999999999; what follows must end it, or the caller gives up there.
    private mutating func whole() -> Int? {
        let digits = bytes[place...].prefix(10).prefix { (0x30...0x39).contains($0) }
        guard let first = digits.first, digits.count < 10, first != UInt8(ascii: "0") || digits.count == 1 else {
            return nil
        }
        place += digits.count
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private mutating func take(_ mark: UInt8) -> Bool {
        skipSpace()
        guard place < bytes.count, bytes[place] == mark else { return false }
        place += 1
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            guard bytes[place...].starts(with: word) else { return false }
            place += word.count
            return true
        }
    }

    private mutating func skipSpace() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            default: return
            }
        }
    }
}
