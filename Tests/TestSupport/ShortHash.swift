import Admission

/// 32 hex digits, as long as the real names in a store are (FNV-1a, no secret).
package struct ShortHash: KeyedHash {
    package init() {}

    package func digest(_ bytes: [UInt8]) -> String {
        [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15].map { (start: UInt64) in
            let hash = bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
