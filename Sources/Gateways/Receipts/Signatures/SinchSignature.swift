import Cryptography
import Jobs

/// `x-sinch-webhook-signature`: HMAC-SHA256 of body, nonce and time.
struct SinchSignature: SignatureCheck {
    private let key: SigningKey

    init?(_ key: Secret) {
        guard let key = SigningKey(key) else { return nil }
        self.key = key
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        let header = "x-sinch-webhook-signature"
        let nonce = try request.requiredHeader(header + "-nonce")
        let timestamp = try request.requiredHeader(header + "-timestamp")
        guard let given = Base64.bytes(try request.requiredHeader(header)), let time = SignatureTime(timestamp) else {
            throw .missing
        }
        guard let signed = key.sign(request.body + Array(".\(nonce).\(timestamp)".utf8), .sha256),
            ConstantTime.areEqual(signed, given)
        else { throw .wrong }
        guard time.isNear(now) else { throw .outOfTime }
    }
}
