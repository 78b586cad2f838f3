/// Why a key cannot sign mail. Nothing of the key is shown.
package enum DKIMKeyError: Error, Equatable, CustomStringConvertible {
    case unreadable
    case otherKind
    case tooShort(bits: Int)
    case tooLong(bits: Int)
    /// The key is none that a signature comes of, or OpenSSL has no memory left.
    case noSignature

    package var description: String {
        switch self {
        case .unreadable:
            "a private key in PEM is expected, from -----BEGIN to -----END …-----, that needs no password"
        case .otherKind: "the key is of another kind; RSA or Ed25519 is expected"
        case .tooShort(let bits): "the RSA key has \(bits) bits; receivers ask for 2048 (RFC 8301)"
        case .tooLong(let bits): "the RSA key has \(bits) bits; receivers need not know more than 4096 (RFC 8301)"
        case .noSignature: "the key makes no signature"
        }
    }
}
