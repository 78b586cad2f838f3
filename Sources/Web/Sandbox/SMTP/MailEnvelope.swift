/// A mail as it came in: who it is from and for, and its octets with the dot-stuffing undone.
struct MailEnvelope: Equatable {
    let sender: String
    let recipients: [String]
    let raw: [UInt8]
}
