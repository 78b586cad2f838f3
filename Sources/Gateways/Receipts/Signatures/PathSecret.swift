import Cryptography
import Jobs

/// For vendors that sign nothing: the address itself is the secret.
struct PathSecret: SignatureCheck {
    static let minimumLength = 16

    private let secret: Secret

    /// Nil when it could be guessed, or would not stay as it is in an address.
    init?(_ secret: Secret) {
        let isFit = secret.withBytes { bytes in
            bytes.count >= Self.minimumLength && bytes.allSatisfy { $0.isLetterOrDigit || "-._~".utf8.contains($0) }
        }
        guard isFit else { return nil }
        self.secret = secret
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        guard let given = request.secret else { throw .missing }
        guard secret.withBytes({ ConstantTime.areEqual(Array($0), Array(given.utf8)) }) else { throw .wrong }
    }
}
