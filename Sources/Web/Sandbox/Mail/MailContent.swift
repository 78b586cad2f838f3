/// What a reader sees of a mail: decoded headers, and its text and HTML (RFC 2045 to 2047).
///
/// Of several parts of a kind the first one is shown; attachments are passed over.
struct MailContent: Equatable {
    private(set) var text: String?
    private(set) var html: String?
    let subject: String?
    let from: String?
    let to: String?
    let messageID: String?

    /// Parts in parts, at most.
    private static let depthLimit = 8

    init(_ raw: [UInt8]) {
        let (headers, body) = Self.divide(raw[...])
        subject = headers["subject"].map(EncodedWords.decode)
        from = headers["from"].map(EncodedWords.decode)
        to = headers["to"].map(EncodedWords.decode)
        messageID = headers["message-id"]
        read(headers, body, depth: 0)
    }

    private mutating func read(_ headers: MailHeaders, _ body: ArraySlice<UInt8>, depth: Int) {
        let kind = headers.kind("content-type") ?? "text/plain"
        if kind.hasPrefix("multipart/") {
            guard depth < Self.depthLimit, let boundary = headers.parameter("boundary", of: "content-type") else {
                return
            }
            for part in Self.parts(of: body, boundary: boundary) {
                let (headers, body) = Self.divide(part)
                read(headers, body, depth: depth + 1)
            }
            return
        }
        guard headers.kind("content-disposition") != "attachment" else { return }
        let wanted = (kind == "text/plain" && text == nil) || (kind == "text/html" && html == nil)
        guard wanted else { return }
        let bytes = TransferEncoding.decode(body, named: headers.kind("content-transfer-encoding"))
        let decoded = Charset.decode(bytes, named: headers.parameter("charset", of: "content-type"))
            .replacing("\r\n", with: "\n")
        if kind == "text/html" {
            html = decoded
        } else {
            text = decoded
        }
    }

    /// Headers, and what follows the first empty line.
    private static func divide(_ part: ArraySlice<UInt8>) -> (MailHeaders, ArraySlice<UInt8>) {
        var start = part.startIndex
        while start < part.endIndex {
            let end = lineEnd(part, from: start)
            let line = part[start..<end]
            start = end
            if line == [ASCII.cr, ASCII.lf] || line == [ASCII.lf] {
                return (MailHeaders(part[..<line.startIndex]), part[end...])
            }
        }
        return (MailHeaders(part), part[part.endIndex...])
    }

    /// The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1).
    private static func parts(of body: ArraySlice<UInt8>, boundary: String) -> [ArraySlice<UInt8>] {
        let delimiter = Array("--\(boundary)".utf8)
        let blanks: Set<UInt8> = [ASCII.space, ASCII.tab, ASCII.cr, ASCII.lf]
        var parts: [ArraySlice<UInt8>] = []
        var open: Int?
        var start = body.startIndex
        while start < body.endIndex {
            let end = lineEnd(body, from: start)
            let line = body[start..<end]
            let rest = line.dropFirst(delimiter.count)
            let last = rest.starts(with: Array("--".utf8))
            if line.starts(with: delimiter), rest.dropFirst(last ? 2 : 0).allSatisfy(blanks.contains) {
                if let open {
                    parts.append(withoutLineEnd(body[open..<max(open, start)]))
                }
                open = end
                if last { return parts }
            }
            start = end
        }
        if let open {
            parts.append(body[open...])
        }
        return parts
    }

    private static func lineEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
        bytes[start...].firstIndex(of: ASCII.lf).map { $0 + 1 } ?? bytes.endIndex
    }

    private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let text = bytes.last == ASCII.lf ? bytes.dropLast() : bytes
        return text.last == ASCII.cr ? text.dropLast() : text
    }
}
