/// How a vendor proves that a receipt is its own.
enum SignatureScheme: Sendable, Equatable {
    /// The names in a gateway's file.
    enum Name: String, CaseIterable, Sendable {
        case none
        case standardWebhooks = "standard_webhooks"
        case twilio
        case messageBirdToken = "messagebird_jwt"
        case vonageParameters = "vonage_sig"
        case vonageToken = "vonage_jwt"
        case sinch
        case kpn
    }

    /// Nothing is signed: who knows the address, with a secret in it, is believed.
    case none
    case standardWebhooks
    case twilio
    case messageBirdToken
    case vonageParameters(VonageSignature.Method)
    case vonageToken
    case sinch
    case kpn

    /// Whether nobody else can have changed the parameters of the address; with a secret in the address, nobody else
    /// knows it.
    func covers(address kind: ReceiptKind) -> Bool {
        switch self {
        case .none, .twilio, .messageBirdToken: true
        case .vonageParameters: kind == .query
        case .standardWebhooks, .vonageToken, .sinch, .kpn: false
        }
    }
}
