import FoundationEssentials

/// Undoes the Content-Transfer-Encoding of a part (RFC 2045, 6).
enum TransferEncoding {
    static func decode(_ body: ArraySlice<UInt8>, named name: String?) -> [UInt8] {
        switch name?.lowercased() {
        case "base64": base64(body)
        case "quoted-printable": quotedPrintable(body)
        default: Array(body)
        }
    }

    static func base64(_ text: some Collection<UInt8>) -> [UInt8] {
        Data(base64Encoded: Data(text), options: .ignoreUnknownCharacters).map { Array($0) } ?? []
    }

    /// An escape that is none stays as it was written, so that the fault shows.
    static func quotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let rest = text[index...].dropFirst()
            if text[index] != ASCII.equals {
                decoded.append(text[index])
                index += 1
            } else if rest.starts(with: [ASCII.cr, ASCII.lf]) {
                index += 3
            } else if rest.first == ASCII.lf {
                index += 2
            } else if let high = rest.first.flatMap(ASCII.hexValue),
                let low = rest.dropFirst().first.flatMap(ASCII.hexValue)
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(text[index])
                index += 1
            }
        }
        return decoded
    }
}
