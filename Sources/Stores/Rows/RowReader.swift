import Admission

/// Reads what a `RowWriter` wrote. The bytes come from a disk or from another machine: anything may stand in them.
struct RowReader {
    private let row: [UInt8]
    private var place: Int

    /// - Parameter place: of the first that is to be read.
    init(_ row: [UInt8], from place: Int) {
        self.row = row
        self.place = place
    }

    mutating func number() throws(StoreError) -> Int64 {
        let range = try take(8)
        return row.withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Int64.self))
        }
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
        guard number >= 0, number <= row.count - place else { throw Self.unreadable }
        return Int(number)
    }

    mutating func bool() throws(StoreError) -> Bool {
        row[try take(1).lowerBound] == 1
    }

    mutating func text() throws(StoreError) -> String {
        let range = try take(count())
        return row.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    mutating func optionalText() throws(StoreError) -> String? {
        try bool() ? text() : nil
    }

    mutating func bytes() throws(StoreError) -> [UInt8] {
        Array(row[try take(count())])
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
        guard place == row.count else { throw Self.unreadable }
    }

    static var unreadable: StoreError { StoreError(.corrupt, "a row cannot be read") }

    /// Where the next so many are.
    private mutating func take(_ count: Int) throws(StoreError) -> Range<Int> {
        guard count <= row.count - place else { throw Self.unreadable }
        defer { place += count }
        return place..<place + count
    }
}
