/// Why a sealed text cannot be opened. For our own log only: whoever sent it is told no more than that it cannot.
package enum SealFault: String, Error, CaseIterable, Sendable {
    /// No compact JWE with `alg` dir, `enc` A256GCM and a `kid`, written as we take them.
    case malformed
    case unknownKey = "unknown_key"
    /// Sealed with another key of the same name, or changed on the way.
    case notAuthentic = "not_authentic"
}
