import Cryptography
import Jobs
import Messages

/// ## Configuration keys
/// - `mail.relays` (secret): `smtp://user:password@host:587?tls=required`, in order of preference.
/// - `mail.from`: the sender's address; the brand's name stands before it.
/// - `mail.connections`: mails on the wire at once, 1–64; 8 by default.
/// - `mail.dkim.*`: see `DKIMSettings`.
struct MailSettings: Sendable {
    let relays: [Secret]
    let sender: Sender
    let connections: Int
    let signer: DKIMSigner?

    /// `nil` only with a finding.
    init?(from reader: inout SettingsReader, brand: Brand?) {
        relays = reader.list("mail.relays", default: ["smtp://127.0.0.1:2525?tls=none"]).map { Secret($0) }
        connections = reader.integer("mail.connections", default: 8, in: 1...64)
        let from = reader.required("mail.from", example: "noreply@caren.example")
        guard !from.isEmpty else { return nil }
        guard let address = EmailAddress(from) else {
            reader.complain("mail.from", "one e-mail address is expected, such as noreply@caren.example")
            return nil
        }
        signer = DKIMSettings.signer(from: &reader, for: address)
        // Every brand's name is fit to be a sender's.
        guard let brand, let sender = Sender(address: address, name: brand.name) else { return nil }
        self.sender = sender
    }
}
