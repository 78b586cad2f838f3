import Cryptography
import Jobs

/// A JSON Web Token that is signed with a shared secret (RFC 7515, 7.1; RFC 7518, 3.2).
struct SignedToken {
    private let claims: JSONValue

    /// - Parameter algorithms: those that the vendor uses; the token's word for another one, or for none, is not taken.
    init(_ text: String, key: SigningKey, algorithms: [String: HashFunction]) throws(SignatureFault) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64.urlBytes(parts[0]).flatMap({ JSONValue($0) }),
            let claims = Base64.urlBytes(parts[1]).flatMap({ JSONValue($0) }), let given = Base64.urlBytes(parts[2]),
            case .object(let names) = header, case .string(let algorithm)? = names["alg"], names["crit"] == nil,
            let hash = algorithms[algorithm]
        else { throw .missing }
        guard let signed = key.sign(Array("\(parts[0]).\(parts[1])".utf8), hash),
            ConstantTime.areEqual(signed, given)
        else { throw .wrong }
        self.claims = claims
    }

    func text(_ claim: String) -> String? {
        guard case .object(let claims) = claims, case .string(let text)? = claims[claim] else { return nil }
        return text
    }

    func time(_ claim: String) -> SignatureTime? {
        guard case .object(let claims) = claims, case .number(let text)? = claims[claim] else { return nil }
        return SignatureTime(text)
    }

    /// Whether a claim is the SHA-256 of the bytes, in hex.
    func isHash(_ claim: String, of bytes: [UInt8]) -> Bool {
        guard let given = text(claim), let hash = HashFunction.sha256.digest(bytes) else { return false }
        return ConstantTime.areEqual(given.lowercased(), hash.hex)
    }
}
