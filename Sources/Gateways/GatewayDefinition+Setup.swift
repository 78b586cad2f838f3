import Jobs

extension GatewayDefinition {
    /// - Parameter override: from config.
    func base(_ override: String?) throws(GatewaySetupError) -> BaseURL {
        var base = url
        if let override {
            guard let other = BaseURL(override) else { throw .unfitAddress(gateway: name) }
            base = other
        }
        guard let base else { throw .noAddress(gateway: name) }
        guard !base.isPlaintext || base.isLoopback || allowsPlaintext else { throw .plaintext(gateway: name) }
        return base
    }

    func check(_ given: [String: Secret]) throws(GatewaySetupError) {
        // The secret of receipts need not be given: then none are taken.
        let known = credentials + (receipts.map { [$0.secret] } ?? [])
        if let unknown = given.keys.filter({ !known.contains($0) }).min() {
            throw .unknownCredential(gateway: name, unknown, known: known)
        }
        let missing = credentials.filter { given[$0] == nil }
        guard missing.isEmpty else { throw .missingCredentials(gateway: name, missing) }
        for (key, secret) in given.sorted(by: { $0.key < $1.key }) {
            let isFit = secret.withBytes { !$0.isEmpty && $0.allSatisfy { (0x20..<0x7F).contains($0) } }
            guard isFit else { throw .unfitCredential(gateway: name, key) }
        }
    }
}
