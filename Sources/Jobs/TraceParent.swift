/// Where a request stands in its publisher's trace (W3C Trace Context, section 3.2): read from a job's headers, and told
/// on with the job.
package struct TraceParent: Sendable, Equatable {
    /// Characters of version 00, and of the part of later versions that it can be read by.
    private static let length = 55

    package let text: String

    /// `nil` for what breaks the rules: the specification wants that ignored as a whole.
    package init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.length + 1))
        guard bytes.count >= Self.length, [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else { return nil }
        let fields = [bytes[0..<2], bytes[3..<35], bytes[36..<52], bytes[53..<55]]
        guard fields.allSatisfy({ $0.allSatisfy(Self.isDigit) }) else { return nil }
        let (version, trace, parent) = (fields[0], fields[1], fields[2])
        guard !version.elementsEqual("ff".utf8), trace.contains(where: Self.isNotNought),
            parent.contains(where: Self.isNotNought)
        else { return nil }
        // Version 00 ends here; a later one may go on after a dash, with what only it understands.
        let isVersion0 = version.elementsEqual("00".utf8)
        guard bytes.count == Self.length || !isVersion0 && bytes[Self.length] == UInt8(ascii: "-") else { return nil }
        self.text = "00" + String(decoding: bytes[2..<Self.length], as: UTF8.self)
    }

    /// What all parts of the trace have in common.
    package var id: String { String(text.dropFirst(3).prefix(32)) }

    /// In small letters only (section 3.2.2.3).
    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isNotNought(_ byte: UInt8) -> Bool { byte != UInt8(ascii: "0") }
}
