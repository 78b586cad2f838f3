/// Turns addresses, accounts and contents into names that mean nothing without the key (HMAC-SHA256).
package protocol KeyedHash: Sendable {
    /// 128 bits as 32 hex digits.
    func digest(_ bytes: [UInt8]) -> String
}
