import Jobs

extension GatewayDefinition {
    /// Where the gateway is to tell what became of a message; nil where nobody would listen. A secret, since whoever
    /// knows it may be believed.
    ///
    /// - Parameter publicURL: how gateways reach this machine.
    func receiptsAddress(under publicURL: String?, _ credentials: [String: Secret]) -> Secret? {
        guard let publicURL, let receipts, let secret = credentials[receipts.secret] else { return nil }
        let address = "\(publicURL)/receipts/\(name)"
        return Secret(receipts.scheme == .none ? "\(address)/\(secret.revealed)" : address)  // for the request itself
    }
}
