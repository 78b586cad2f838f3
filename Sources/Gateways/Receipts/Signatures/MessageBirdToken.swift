import Cryptography
import Jobs

/// `MessageBird-Signature-JWT`: a token with the hashes of the address and of the body, by the account's signing key.
struct MessageBirdToken: SignatureCheck {
    private let key: SigningKey

    init?(_ key: Secret) {
        guard let key = SigningKey(key) else { return nil }
        self.key = key
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        let token = try SignedToken(
            try request.requiredHeader("messagebird-signature-jwt"), key: key,
            algorithms: ["HS256": .sha256, "HS384": .sha384, "HS512": .sha512])
        guard token.text("iss") == "MessageBird", let begin = token.time("nbf"), let end = token.time("exp") else {
            throw .missing
        }
        guard token.isHash("url_hash", of: Array(request.url.utf8)) else { throw .wrong }
        let isBodyGood =
            request.body.isEmpty ? token.text("payload_hash") == nil : token.isHash("payload_hash", of: request.body)
        guard isBodyGood else { throw .wrong }
        guard begin.isReached(now), !end.isOver(now) else { throw .outOfTime }
    }
}
