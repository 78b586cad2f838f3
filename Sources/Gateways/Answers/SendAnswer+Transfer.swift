import Transfers

extension SendAnswer {
    /// Nothing left this machine.
    init(notSent failure: TransferFailure) {
        self.init(failure.needsMending ? .misconfigured : .notSent, note: failure.name)
    }

    /// It may have been taken.
    init(maybeSent failure: TransferFailure) {
        self.init(.unknown, note: failure.name)
    }
}

extension TransferFailure {
    /// Whether every message would end like this until a person does something.
    private static let namesToMend: Set = [
        "PEER_FAILED_VERIFICATION", "SSL_CACERT_BADFILE",  // the certificate is not trusted
        "USE_SSL_FAILED", "LOGIN_DENIED",  // the relay offers no TLS, or no login
    ]

    fileprivate var needsMending: Bool {
        Self.namesToMend.contains(name)
    }
}
