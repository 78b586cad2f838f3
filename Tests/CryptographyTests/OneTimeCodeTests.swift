import Cryptography
import Testing

struct OneTimeCodeTests {
    private func code(_ digits: Int, _ counter: UInt64, _ key: String, _ hash: HashFunction) -> String? {
        Array(key.utf8).withUnsafeBufferPointer {
            OneTimeCode.digits(digits, counter: counter, key: $0, hash: hash)
        }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("HOTP is that of RFC 4226, appendix D")
    func hotp() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        for (counter, expected) in codes.enumerated() {
            #expect(code(6, UInt64(counter), "12345678901234567890", .sha1) == expected)
        }
    }

    @Test(
        "TOTP is that of RFC 6238, appendix B",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ])
    func totp(seconds: UInt64, sha1: String, sha256: String, sha512: String) {
        let digits = "1234567890"
        #expect(code(8, seconds / 30, digits + digits, .sha1) == sha1)
        #expect(code(8, seconds / 30, digits + digits + digits + "12", .sha256) == sha256)
        let long = String(repeating: digits, count: 6) + "1234"
        #expect(code(8, seconds / 30, long, .sha512) == sha512)
        #expect(code(7, seconds / 30, long, .sha512) == String(sha512.dropFirst()))
        #expect(code(6, seconds / 30, long, .sha512) == String(sha512.dropFirst(2)))
    }
}
