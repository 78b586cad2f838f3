import Cryptography
import Testing

@Suite("HMAC-SHA256 under one key")
struct HMACSHA256Tests {
    @Test(
        "gives what RFC 4231 says, with keys shorter and longer than a block",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func vectors(key: [UInt8], message: String, digest: String) {
        #expect(HMACSHA256(key: key).digest(Array(message.utf8)) == [UInt8](hex: digest))
    }

    @Test("a digest leaves nothing behind for the next, nor for those at the same time")
    func independent() async {
        let hash = HMACSHA256(key: [UInt8](repeating: 7, count: 32))
        let messages = (0..<200).map { Array("account patient-\($0)".utf8) }
        let alone = messages.map(hash.digest)
        let together = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, message) in messages.enumerated() { group.addTask { (index, hash.digest(message)) } }
            return await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        #expect(Set(alone).count == 200)
        for (index, digest) in alone.enumerated() { #expect(together[index] == digest) }
    }
}
