import Cryptography
import Jobs

/// `X-KPN-Webhook-Signature`: HMAC-SHA256 of the body. The time beside it is not signed, so it stops no attacker; it
/// stops what lay about in a queue.
struct KPNSignature: SignatureCheck {
    private let key: SigningKey

    init?(_ key: Secret) {
        guard let key = SigningKey(key) else { return nil }
        self.key = key
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        let given = try request.requiredHeader("x-kpn-webhook-signature")
        guard let time = SignatureTime(try request.requiredHeader("x-kpn-webhook-timestamp")) else { throw .missing }
        guard let signed = key.sign(request.body, .sha256), ConstantTime.areEqual(given.lowercased(), signed.hex) else {
            throw .wrong
        }
        guard time.isNear(now) else { throw .outOfTime }
    }
}
