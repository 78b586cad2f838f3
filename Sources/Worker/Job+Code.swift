import Admission
import Cryptography
import Jobs

extension Job {
    /// As its message is written now: a TOTP secret becomes the code of this moment, with the life of that code.
    func dated(at now: Timestamp, by policy: LifePolicy) -> Job {
        guard let totp = content.totp, let code = totp.code(at: now) else { return self }
        return with(code: Secret(code), until: policy.expiry(of: self, at: now))
    }
}

extension TOTPSecret {
    /// `nil` where OpenSSL does not allow the hash; a message is then not written.
    fileprivate func code(at now: Timestamp) -> [UInt8]? {
        let hash: HashFunction =
            switch algorithm {
            case .sha1: .sha1
            case .sha256: .sha256
            case .sha512: .sha512
            }
        return key.withBytes { OneTimeCode.digits(digits, counter: step(at: now), key: $0, hash: hash) }
    }
}
