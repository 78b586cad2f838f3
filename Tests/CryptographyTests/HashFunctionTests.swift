import Cryptography
import Testing

struct HashFunctionTests {
    private func code(_ hash: HashFunction, key: [UInt8], _ message: [UInt8]) -> String? {
        key.withUnsafeBufferPointer { hash.authenticate(message, key: $0) }?.hex
    }

    @Test(
        "each hash is the one of its name",
        arguments: [
            (HashFunction.md5, "900150983cd24fb0d6963f7d28e17f72"),  // RFC 1321, A.5
            (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),  // FIPS 180, and so the others
            (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
            ),
            (
                .sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ])
    func digests(hash: HashFunction, expected: String) {
        #expect(hash.digest(Array("abc".utf8))?.hex == expected)
    }

    @Test(
        "a keyed hash is the one of RFC 2202 and RFC 4231",
        arguments: [
            (HashFunction.md5, "750c783e6ab0b503eaa86e310a5db738"),
            (.sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (.sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                .sha384,
                "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"
            ),
            (
                .sha512,
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                    + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
            ),
        ])
    func codes(hash: HashFunction, expected: String) {
        #expect(code(hash, key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8)) == expected)
    }

    @Test("a key longer than a block, an empty key and an empty message are keys and messages")
    func edges() {
        #expect(
            code(
                .sha256, key: [UInt8](repeating: 0xaa, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
        #expect(
            code(.sha256, key: [], []) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
        #expect(HashFunction.md5.digest([])?.hex == "d41d8cd98f00b204e9800998ecf8427e")
    }
}
