import Jobs

/// One vendor's way to prove that a receipt is its own; knows the secret.
protocol SignatureCheck: Sendable {
    /// - Parameter now: for the schemes that say when they signed.
    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault)
}

extension SignatureScheme {
    /// Nil when the secret cannot be one of this scheme.
    func check(_ kind: ReceiptKind, _ secret: Secret) -> (any SignatureCheck)? {
        switch self {
        case .none: PathSecret(secret)
        case .standardWebhooks: StandardWebhooks(secret)
        case .twilio: TwilioSignature(kind, secret)
        case .messageBirdToken: MessageBirdToken(secret)
        case .vonageParameters(let method): VonageSignature(kind, method, secret)
        case .vonageToken: VonageToken(secret)
        case .sinch: SinchSignature(secret)
        case .kpn: KPNSignature(secret)
        }
    }

    /// What `check` wants of a secret.
    var secretRule: String {
        switch self {
        case .none:
            "\(PathSecret.minimumLength) or more of A-Za-z0-9-._~ are expected, since it stands in an address"
        case .standardWebhooks:
            "base64 is expected, perhaps with whsec_ before it, as the vendor shows it"
        case .twilio, .messageBirdToken, .vonageParameters, .vonageToken, .sinch, .kpn:
            "a text is expected"
        }
    }
}
