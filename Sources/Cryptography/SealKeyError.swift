/// Why a text gives no key to seal with. Nothing of the key is shown.
package enum SealKeyError: Error, Equatable, CustomStringConvertible {
    case noID
    case unfitID
    /// - Parameter id: of the key, which is no secret.
    case unfitKey(id: String)

    package var description: String {
        switch self {
        case .noID: "KID:KEY is expected for each key, such as 2026-11:… (codebode seal keygen makes one)"
        case .unfitID: "a key's id is 1 to 64 characters of A-Za-z0-9._-"
        case .unfitKey(let id):
            "the key \(id) is not 32 bytes: 43 characters of base64url without padding, or 64 hex digits, are expected"
        }
    }
}
