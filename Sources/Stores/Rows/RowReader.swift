import Admission

/// Reads what a `RowWriter` wrote. The bytes come from a disk or from another machine: anything may stand in them.
struct RowReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func number() throws(StoreError) -> Int64 {
        let bytes = try take(8)
        return bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(as: Int64.self)) }
    }

    /// Of microseconds since 1970, or of anything that is reckoned with: far from where a sum could overflow.
    mutating func moment() throws(StoreError) -> Int64 {
        let number = try number()
        guard Self.isReckonable(number) else { throw Self.unreadable }
        return number
    }

    static func isReckonable(_ number: Int64) -> Bool { number.magnitude < 1 << 61 }

    /// Of things that are counted one by one.
    mutating func tally() throws(StoreError) -> Int {
        let number = try number()
        guard (0...1 << 20).contains(number) else { throw Self.unreadable }
        return Int(number)
    }

    mutating func count() throws(StoreError) -> Int {
        let number = try number()
        guard number >= 0, number <= rest.count else { throw Self.unreadable }
        return Int(number)
    }

    mutating func bool() throws(StoreError) -> Bool {
        try take(1).first == 1
    }

    mutating func text() throws(StoreError) -> String {
        String(decoding: try take(count()), as: UTF8.self)
    }

    mutating func optionalText() throws(StoreError) -> String? {
        try bool() ? text() : nil
    }

    mutating func bytes() throws(StoreError) -> [UInt8] {
        Array(try take(count()))
    }

    mutating func numbers() throws(StoreError) -> Counters {
        var numbers = Counters()
        for _ in 0..<(try count()) {
            let field = try text()
            numbers[field] = try moment()
        }
        return numbers
    }

    func end() throws(StoreError) {
        guard rest.isEmpty else { throw Self.unreadable }
    }

    static var unreadable: StoreError { StoreError(.corrupt, "a row cannot be read") }

    private mutating func take(_ count: Int) throws(StoreError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw Self.unreadable }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
