/// HOTP (RFC 4226, 5.3), with the hashes of RFC 6238.
package enum OneTimeCode {
    /// - Parameters:
    ///   - key: the shared secret.
    ///   - counter: for TOTP the number of the time step.
    ///   - digits: 6 to 8, zeros in front included.
    /// - Returns: `nil` where OpenSSL has no memory or does not allow the hash.
    package static func digits(
        _ digits: Int, counter: UInt64, key: UnsafeBufferPointer<UInt8>, hash: HashFunction
    ) -> [UInt8]? {
        guard let code = withUnsafeBytes(of: counter.bigEndian, { hash.authenticate(Array($0), key: key) }),
            let last = code.last
        else { return nil }
        let start = Int(last & 0xF)
        let word = code[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var (rest, text) = (word, [UInt8](repeating: UInt8(ascii: "0"), count: digits))
        for place in text.indices.reversed() {
            text[place] += UInt8(rest % 10)
            rest /= 10
        }
        return text
    }
}
