/// Content-Transfer-Encoding of every part: survives relays that know neither 8 bits nor long lines (RFC 2045, 6.7).
enum QuotedPrintable {
    /// Of 76 characters in a line the last is kept for the soft break.
    private static let lineLength = 75
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// - Parameter text: with LF at the end of its lines; CRLF comes out.
    static func encode(_ text: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var (index, room) = (0, lineLength)
        while index < text.count {
            let end = endOfPlain(text, from: index, atMost: room)
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[index..<end]))
            room -= end - index
            index = end
            guard index < text.count else { break }
            if text[index] == UInt8(ascii: "\n") {
                endLine(of: &output)
                (index, room) = (index + 1, lineLength)
            } else if room < 3 {
                output.append(UInt8(ascii: "="))
                endLine(of: &output)
                room = lineLength
            } else if !isPlain(text, index) {
                output.append(UInt8(ascii: "="))
                output.append(digits[Int(text[index] >> 4)])
                output.append(digits[Int(text[index] & 15)])
                (index, room) = (index + 1, room - 3)
            }
        }
    }

    static func hex(_ byte: UInt8) -> String {
        String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
    }

    private static func endLine(of output: inout [UInt8]) {
        output.append(0x0D)
        output.append(0x0A)
    }

    private static func endOfPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int, atMost room: Int) -> Int {
        let limit = min(text.count, start + room)
        var end = start
        while end < limit, (0x20..<0x7F).contains(text[end]), text[end] != UInt8(ascii: "=") { end += 1 }
        return end > start && !isPlain(text, end - 1) ? end - 1 : end
    }

    /// A space at the end of a line would be lost on the way.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let byte = text[index]
        if byte > 0x20 { return byte < 0x7F && byte != UInt8(ascii: "=") }
        return byte == 0x20 && index + 1 < text.count && text[index + 1] != UInt8(ascii: "\n")
    }
}
