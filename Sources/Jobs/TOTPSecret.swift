/// What an authenticator app makes its codes from (RFC 6238). The code itself is made when the message is written.
package struct TOTPSecret: Masked, Sendable, Equatable {
    package enum Algorithm: String, CaseIterable, Sendable {
        case sha1 = "SHA1"
        case sha256 = "SHA256"
        case sha512 = "SHA512"
    }

    /// 80 bits, the shortest in use, to twice the block of the longest hash.
    static let sizes = 10...256
    static let periods = 10...300
    static let lengths = 6...8

    /// 10 to 256 bytes.
    package let key: Secret
    /// Seconds, 10 to 300.
    package let period: Int
    /// 6 to 8.
    package let digits: Int
    package let algorithm: Algorithm

    package init(key: Secret, period: Int = 30, digits: Int = 6, algorithm: Algorithm = .sha1) {
        self.key = key
        self.period = period
        self.digits = digits
        self.algorithm = algorithm
    }

    package var mask: String { "TOTP •••" }

    /// The number of the time step since 1970 (RFC 6238, 4.2); zero before.
    package func step(at now: Timestamp) -> UInt64 {
        UInt64(clamping: now.microseconds / (Int64(period) * 1_000_000))
    }

    /// When the app shows its next code.
    package func stepEnd(at now: Timestamp) -> Timestamp {
        Timestamp(seconds: Int64(clamping: step(at: now) + 1) * Int64(period))
    }
}
