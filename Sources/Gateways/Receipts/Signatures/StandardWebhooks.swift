import Cryptography
import Jobs

/// As Bird signs: standardwebhooks.com, version `v1` (symmetric).
struct StandardWebhooks: SignatureCheck {
    private let key: SigningKey

    /// - Parameter secret: `whsec_` and base64, as the vendor shows it once.
    init?(_ secret: Secret) {
        let text = secret.revealed  // to be decoded
        let prefix = "whsec_"
        guard let bytes = Base64.bytes(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text),
            let key = SigningKey(Secret(bytes))
        else { return nil }
        self.key = key
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        let id = try request.requiredHeader("webhook-id")
        let timestamp = try request.requiredHeader("webhook-timestamp")
        let signatures = try request.requiredHeader("webhook-signature")
        guard let time = SignatureTime(timestamp) else { throw .missing }
        let signed = key.sign(Array("\(id).\(timestamp).".utf8) + request.body, .sha256)
        // Several while the vendor changes from one secret to the next.
        let isGood = signatures.split(separator: " ").contains { entry in
            guard let signed, entry.hasPrefix("v1,"), let given = Base64.bytes(String(entry.dropFirst(3))) else {
                return false
            }
            return ConstantTime.areEqual(given, signed)
        }
        guard isGood else { throw .wrong }
        guard time.isNear(now) else { throw .outOfTime }
    }
}
