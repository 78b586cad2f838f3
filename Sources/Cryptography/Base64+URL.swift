/// RFC 4648, section 5, without padding, as JSON Web Tokens are written (RFC 7515, 2).
extension Base64 {
    package static func urlBytes(_ text: some StringProtocol) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard let size = urlSize(of: characters.count) else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        let isWell = characters.withUnsafeBufferPointer { characters in
            bytes.withUnsafeMutableBufferPointer { decodeURL(characters[...], into: $0) }
        }
        return isWell ? bytes : nil
    }

    package static func urlText(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let size = (bytes.count * 4 + 2) / 3
        return [UInt8](unsafeUninitializedCapacity: size) { text, count in
            urlAlphabet.withUnsafeBufferPointer { alphabet in
                for index in 0..<size {
                    // The six bits that begin at 6 * index.
                    let (byte, bit) = (6 * index / 8, 6 * index % 8)
                    let next = byte + 1 < bytes.count ? UInt16(bytes[byte + 1]) : 0
                    let pair = UInt16(bytes[byte]) << 8 | next
                    text[index] = alphabet[Int(pair >> (10 - bit) & 0x3F)]
                }
            }
            count = size
        }
    }

    /// How many bytes so many characters stand for; `nil` where none do.
    static func urlSize(of characters: Int) -> Int? {
        characters % 4 == 1 ? nil : characters * 3 / 4
    }

    /// Takes the same time for every text of a length; false for a text that is not the one of its bytes.
    ///
    /// - Parameter bytes: room for just as many as `urlSize` says.
    static func decodeURL(_ text: Slice<UnsafeBufferPointer<UInt8>>, into bytes: UnsafeMutableBufferPointer<UInt8>)
        -> Bool
    {
        var (faults, rest, held) = (UInt8(0), UInt32(0), 0)
        var place = 0
        urlValues.withUnsafeBufferPointer { values in
            for character in text {
                let value = values[Int(character)]
                faults |= value
                rest = rest << 6 | UInt32(value & 0x3F)
                held += 6
                guard held >= 8 else { continue }
                held -= 8
                bytes[place] = UInt8(truncatingIfNeeded: rest >> UInt32(held))
                place += 1
            }
        }
        let stray = rest & (1 << UInt32(held) - 1)
        return faults & 0xC0 == 0 && stray == 0 && place == bytes.count
    }

    private static let urlAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// By character; 255 for one that is not of the alphabet.
    private static let urlValues = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in urlAlphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()
}
