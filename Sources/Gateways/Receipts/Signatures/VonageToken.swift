import Cryptography
import Jobs

/// As Vonage signs webhooks of its Messages API: `Authorization: Bearer` with a token of the account's signature secret.
struct VonageToken: SignatureCheck {
    private let key: SigningKey

    init?(_ key: Secret) {
        guard let key = SigningKey(key) else { return nil }
        self.key = key
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        let words = try request.requiredHeader("authorization").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == "bearer" else { throw .missing }
        let token = try SignedToken(String(words[1]), key: key, algorithms: ["HS256": .sha256])
        guard token.text("iss") == "Vonage", let time = token.time("iat") else { throw .missing }
        guard token.isHash("payload_hash", of: request.body) else { throw .wrong }
        guard time.isNear(now) else { throw .outOfTime }
    }
}
