import Admission

/// Writes a row's fields one behind the other: numbers in 8 bytes, little-endian; texts with their length in front.
struct RowWriter {
    private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - format: the first byte.
    ///   - size: what is expected, in bytes.
    init(format: UInt8, size: Int) {
        bytes.reserveCapacity(size)
        bytes.append(format)
    }

    mutating func write(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ number: Int) { write(Int64(number)) }

    mutating func write(_ isTrue: Bool) { bytes.append(isTrue ? 1 : 0) }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: String?) {
        write(text != nil)
        if let text { write(text) }
    }

    mutating func write(_ other: [UInt8]) {
        write(other.count)
        bytes.append(contentsOf: other)
    }

    mutating func write(_ numbers: Counters) {
        write(numbers.count)
        numbers.visit { field, number in
            write(field)
            write(number)
        }
    }
}
