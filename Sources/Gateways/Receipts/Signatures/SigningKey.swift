import Cryptography
import Jobs

/// A secret that others sign with.
struct SigningKey: Sendable {
    private let secret: Secret

    init?(_ secret: Secret) {
        guard secret.count > 0 else { return nil }
        self.secret = secret
    }

    /// HMAC. Nil where OpenSSL does not allow the hash.
    func sign(_ message: [UInt8], _ hash: HashFunction) -> [UInt8]? {
        secret.withBytes { hash.authenticate(message, key: $0) }
    }

    /// The hash of the message with the key behind it, as Vonage's oldest method has it.
    func sealed(_ message: [UInt8], _ hash: HashFunction) -> [UInt8]? {
        secret.withBytes { hash.digest(message + $0) }
    }
}
