import COpenSSL

/// RFC 4648, read strictly: one text for the same bytes and no other, so that nothing can hide in it.
package enum Base64 {
    package static func text(_ bytes: [UInt8]) -> String {
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)  // and the 0 that OpenSSL writes
        let size = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
        return String(decoding: text.prefix(Int(size)), as: UTF8.self)
    }

    /// Section 4, with its padding.
    package static func bytes(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard !characters.isEmpty else { return [] }
        let padding = characters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard characters.count.isMultiple(of: 4), padding <= 2, let length = Int32(exactly: characters.count),
            characters.dropLast(padding).allSatisfy(isOfAlphabet)
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: characters.count / 4 * 3)
        guard EVP_DecodeBlock(&bytes, characters, length) == bytes.count else { return nil }
        bytes.removeLast(padding)
        return Self.text(bytes) == text ? bytes : nil
    }

    private static func isOfAlphabet(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
    }
}
