/// Cuts what a client sends into lines, in bounded memory.
///
/// Only CRLF ends a line (RFC 5321, 2.3.8): a lone CR or LF stays in the line, for the session to refuse.
struct SMTPLineReader {
    enum Line: Equatable {
        case text([UInt8])
        /// Reported when the limit is crossed, not at the line's end; the rest of the line is swallowed.
        case tooLong
        /// The rest of a long line did not end either: not worth listening any longer.
        case endless
    }

    /// Octets with the CRLF (RFC 5321, 4.5.3.1.6).
    static let lineLimit = 1000
    static let swallowLimit = 1 << 20

    private var pending: [UInt8] = []
    private var swallowed: Int?
    private var lastWasCR = false

    mutating func append(_ bytes: some Sequence<UInt8>) -> [Line] {
        var lines: [Line] = []
        for byte in bytes {
            if let line = take(byte) {
                lines.append(line)
            }
        }
        return lines
    }

    private mutating func take(_ byte: UInt8) -> Line? {
        let ends = lastWasCR && byte == ASCII.lf
        lastWasCR = byte == ASCII.cr
        if let count = swallowed {
            swallowed = ends ? nil : count + 1
            return count == Self.swallowLimit ? .endless : nil
        }
        if ends {
            pending.removeLast()
            defer { pending.removeAll(keepingCapacity: true) }
            return .text(pending)
        }
        pending.append(byte)
        guard pending.count >= Self.lineLimit else { return nil }
        pending.removeAll(keepingCapacity: true)
        swallowed = 0
        return .tooLong
    }
}
