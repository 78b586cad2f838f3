extension SMTPReply {
    /// Whether it refuses us rather than this mail: another recipient would fare no better until a person does something.
    ///
    /// - Parameter stage: whose answer it is. Many relays keep their word on us and our sender until the recipient is
    ///   named (Postfix: `smtpd_delay_reject`).
    func isOfUs(at stage: SMTPDialogue.Stage) -> Bool {
        if stage.rawValue < SMTPDialogue.Stage.recipient.rawValue { return true }
        if Self.codesOfUs.contains(code) || enhanced.map(Self.isOfUs) == true { return true }
        guard stage == .recipient, enhanced == nil || enhanced == "5.7.1" else { return false }
        if code == 550, enhanced == "5.7.1" { return true }
        let words = text.lowercased()
        return Self.wordsOfUs.contains { words.contains($0) }
    }

    /// Our commands (RFC 5321, 4.2.2), login and encryption (RFC 4954, section 6).
    private static let codesOfUs: Set = [500, 502, 503, 504, 530, 534, 535, 538, 555]

    /// How relays say "relaying denied", and that they want another login, sender or client, with a 5.7.1 that is also
    /// said of recipients, or without any such code.
    private static let wordsOfUs = ["relay", "authenticat", "sender address", "sender verify", "client host", "helo"]

    /// Enhanced codes by their detail, of the registry that RFC 5248 opened; and those of large receivers.
    private static func isOfUs(_ enhanced: String) -> Bool {
        let fields = enhanced.split(separator: ".").compactMap { Int($0) }
        guard fields.count == 3 else { return false }
        switch (fields[1], fields[2]) {
        case (1, 7), (1, 8): return true  // the sender's address
        case (3, 4): return true  // no mail as large as ours
        case (7, 8...14): return true  // login and encryption
        case (7, 20...26): return true  // DKIM, SPF, our host's name in DNS, DMARC (RFC 7372)
        case (7, 3), (7, 57), (7, 60), (7, 64), (7, 509), (7, 515): return true  // Exchange: login, sender, DMARC
        case (7, 27...30): return true  // Gmail: SPF, too much mail, TLS, DKIM
        default: return false
        }
    }
}
