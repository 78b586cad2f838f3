import TestSupport
import Testing

@testable import Cryptography

struct DKIMKeyTests {
    private func error(_ pem: String) -> DKIMKeyError? {
        do throws(DKIMKeyError) {
            _ = try key(pem)
            return nil
        } catch {
            return error
        }
    }

    @Test("the kind of the key chooses the algorithm, and neither key is printed")
    func kinds() async throws {
        let (rsa, ed25519) = (try await DKIMKeyPair(.rsa), try await DKIMKeyPair(.ed25519))
        #expect(try key(rsa.pem).algorithm == .rsa)
        #expect(try key(ed25519.pem).algorithm == .ed25519)
        var dumped = ""
        dump(try key(ed25519.pem), to: &dumped)
        #expect(dumped.hasPrefix("- DKIM key (ed25519-sha256)"))
        #expect(dumped.split(separator: "\n").count == 1)
    }

    @Test("a short key and a very long one are refused, each with its length", arguments: [1024, 2040, 4104])
    func length(bits: Int) async throws {
        let primes = bits < 4096 ? 2 : 4  // a long key of two takes seconds
        let options = ["rsa_keygen_bits:\(bits)", "rsa_keygen_primes:\(primes)"]
        let pair = try await DKIMKeyPair(.rsa, options.flatMap { ["-pkeyopt", $0] })
        #expect(error(pair.pem) == (bits < 2048 ? .tooShort(bits: bits) : .tooLong(bits: bits)))
    }

    @Test("what is no private key is refused, and nobody is asked for a password")
    func unreadable() async throws {
        let pair = try await DKIMKeyPair(.ed25519)
        let locked = try await DKIMKeyPair(.rsa, ["-aes256", "-pass", "pass:geheim"])
        let publicKey = pair.pem.replacing("PRIVATE", with: "PUBLIC")
        for pem in ["", "geheim", String(pair.pem.dropLast(40)), locked.pem, publicKey] {
            #expect(error(pem) == .unreadable)
        }
    }

    @Test("a key of another kind is refused")
    func otherKind() async throws {
        let words = ["genpkey", "-quiet", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        #expect(error(try await Command.run("/usr/bin/openssl", words)) == .otherKind)
    }
}

/// From text, as tests have it.
func key(_ pem: String) throws(DKIMKeyError) -> DKIMKey {
    try Array(pem.utf8).withUnsafeBufferPointer { bytes throws(DKIMKeyError) in try DKIMKey(pem: bytes) }
}
