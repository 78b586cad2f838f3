import Transfers

extension SendAnswer {
    init(_ result: MailResult) {
        switch result {
        case .accepted(let reply): self.init(.accepted(id: reply.queueID), note: reply.codes)
        case .refused(let reply): self.init(.refused, note: reply.codes)
        case .deferred(let reply) where reply.isOfRecipient: self.init(.later(after: reply.wait), note: reply.codes)
        case .deferred(let reply): self.init(.retry(after: nil), note: reply.codes)
        case .misconfigured(let reply): self.init(.misconfigured, note: reply.codes)
        case .notSent(let failure): self.init(notSent: failure)
        case .maybeSent(let failure): self.init(maybeSent: failure)
        }
    }
}

extension SMTPReply {
    /// A full mailbox, or greylisting: the relay puts this mail off and would take another. RFC 3463, 3.2 and 3.3; a wait
    /// is named to those that are greylisted.
    fileprivate var isOfRecipient: Bool {
        code == 450 || wait != nil || enhanced.map { $0.hasPrefix("4.1.") || $0.hasPrefix("4.2.") } ?? false
    }

    /// The words are left out: a relay may quote what it likes.
    fileprivate var codes: String {
        "SMTP \(code)" + (enhanced.map { " " + $0 } ?? "")
    }

    /// As relays of various makes say it: `Ok: queued as 4FgD1x2Lz9`, `OK id=1sXyZa-0001Ab-2C`.
    fileprivate var queueID: String? {
        let words = text.split(separator: " ")
        let named = words.indices.dropLast(2).first { index in
            words[index].lowercased() == "queued" && words[index + 1].lowercased() == "as"
        }
        let found = named.map { words[$0 + 2] } ?? words.first { $0.hasPrefix("id=") }?.dropFirst(3)
        guard let found else { return nil }
        let id = found.utf8.prefix { byte in
            byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        return (4...64).contains(id.count) ? String(Substring(id)) : nil
    }
}
