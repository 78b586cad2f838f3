/// The server's side of one SMTP conversation (RFC 5321): lines go in, steps come out. It neither waits nor reads.
///
/// Where a fault may strike, the session asks first: the caller consults the fault plan and answers with `settle`.
struct SMTPSession {
    enum Step: Equatable {
        case listen
        case reply(SMTPReply)
        case ask(Question)
        case hangUp(SMTPReply)
    }

    enum Question: Equatable {
        case recipient(String)
        case data([String])
        case end(MailEnvelope)

        var stage: MailStage {
            switch self {
            case .recipient: .rcpt
            case .data: .data
            case .end: .end
            }
        }

        var recipients: [String] {
            switch self {
            case .recipient(let address): [address]
            case .data(let addresses): addresses
            case .end(let envelope): envelope.recipients
            }
        }
    }

    static let messageLimit = 1 << 20
    static let recipientLimit = 100
    static let errorLimit = 20

    private enum Defect {
        case tooBig, lineTooLong, bareLineEnd

        var reply: SMTPReply {
            switch self {
            case .tooBig: SMTPReply(552, "5.3.4 Message too big")
            case .lineTooLong: .lineTooLong
            case .bareLineEnd: SMTPReply(554, "5.6.0 Bare CR or LF in the message")
            }
        }
    }

    private var greeted = false
    private var sender: String?
    private var recipients: [String] = []
    private var body: [UInt8]?
    private var defect: Defect?
    private var errors = 0

    mutating func receive(_ line: SMTPLineReader.Line) -> Step {
        switch line {
        case .endless: .hangUp(.lineTooLong)
        case .tooLong where body == nil: .hangUp(.lineTooLong)
        case .tooLong: spoil(.lineTooLong)
        case .text(let bytes) where body != nil: take(bytes)
        case .text(let bytes): counted(command(bytes))
        }
    }

    /// Turns the plan's word on the last question into a reply. `id` is the inbox's name for a mail that it keeps.
    mutating func settle(_ question: Question, _ answer: Verdict.Answer, id: String?) -> SMTPReply? {
        if case .end = question {
            reset()
        }
        switch (answer, question) {
        case (.drop, _):
            return nil
        case (.status(let status), _):
            return .simulated(status)
        case (.refuseRecipient, _):
            return SMTPReply(550, "5.1.1 Recipient refused")
        case (.accept, .recipient(let address)):
            recipients.append(address)
            return SMTPReply(250, "2.1.5 Ok")
        case (.accept, .data):
            body = []
            return SMTPReply(354, "End with a line that holds one dot")
        case (.accept, .end):
            return SMTPReply(250, "2.0.0 Ok: queued as \(id ?? "nothing")")
        }
    }

    // MARK: Commands

    private mutating func command(_ bytes: [UInt8]) -> Step {
        guard bytes.allSatisfy({ $0 >= ASCII.space && $0 < 0x7F }) else {
            return .reply(SMTPReply(500, "5.5.2 Only printable ASCII, please"))
        }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
        let verb = words.first.map { $0.uppercased() } ?? ""
        let argument = words.count == 2 ? String(words[1]) : ""
        switch verb {
        case "EHLO": return greet(argument, extended: true)
        case "HELO": return greet(argument, extended: false)
        case "MAIL": return mail(argument)
        case "RCPT": return recipient(argument)
        case "DATA": return data(argument)
        case "RSET":
            reset()
            return .reply(SMTPReply(250, "2.0.0 Ok"))
        case "NOOP": return .reply(SMTPReply(250, "2.0.0 Ok"))
        case "VRFY": return .reply(SMTPReply(252, "2.5.0 Will take it, knows nobody"))
        case "QUIT": return .hangUp(SMTPReply(221, "2.0.0 Bye"))
        case "STARTTLS", "AUTH", "EXPN", "HELP": return .reply(SMTPReply(502, "5.5.1 Not offered here"))
        default: return .reply(SMTPReply(500, "5.5.2 Unknown command"))
        }
    }

    private mutating func greet(_ name: String, extended: Bool) -> Step {
        guard !name.isEmpty else { return .reply(SMTPReply(501, "5.5.4 A name, please")) }
        reset()
        greeted = true
        return .reply(
            extended
                ? SMTPReply(
                    250, "sandbox.invalid", "PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES", "SIZE \(Self.messageLimit)"
                )
                : SMTPReply(250, "sandbox.invalid"))
    }

    private mutating func mail(_ argument: String) -> Step {
        guard greeted else { return .reply(SMTPReply(503, "5.5.1 EHLO first")) }
        guard sender == nil else { return .reply(SMTPReply(503, "5.5.1 One mail at a time")) }
        guard let path = SMTPPath(argument, keyword: "FROM:") else {
            return .reply(SMTPReply(553, "5.1.7 Bad sender address"))
        }
        for (name, value) in path.parameters {
            switch name {
            case "SIZE":
                guard let size = Int(value), size >= 0 else { return .reply(SMTPReply(501, "5.5.4 Bad SIZE")) }
                guard size <= Self.messageLimit else { return .reply(Defect.tooBig.reply) }
            case "BODY":
                guard ["7BIT", "8BITMIME"].contains(value.uppercased()) else {
                    return .reply(SMTPReply(501, "5.5.4 Bad BODY"))
                }
            default:
                return .reply(SMTPReply(555, "5.5.4 Unknown parameter"))
            }
        }
        sender = path.address
        return .reply(SMTPReply(250, "2.1.0 Ok"))
    }

    private func recipient(_ argument: String) -> Step {
        guard sender != nil else { return .reply(SMTPReply(503, "5.5.1 MAIL first")) }
        guard let path = SMTPPath(argument, keyword: "TO:"), !path.address.isEmpty else {
            return .reply(SMTPReply(553, "5.1.3 Bad recipient address"))
        }
        guard path.parameters.isEmpty else { return .reply(SMTPReply(555, "5.5.4 Unknown parameter")) }
        guard recipients.count < Self.recipientLimit else { return .reply(SMTPReply(452, "4.5.3 Too many recipients")) }
        return .ask(.recipient(path.address))
    }

    private func data(_ argument: String) -> Step {
        guard argument.isEmpty else { return .reply(SMTPReply(501, "5.5.4 DATA takes no argument")) }
        guard !recipients.isEmpty else { return .reply(SMTPReply(503, "5.5.1 RCPT first")) }
        return .ask(.data(recipients))
    }

    /// A client that keeps getting it wrong is shown the door.
    private mutating func counted(_ step: Step) -> Step {
        guard case .reply(let reply) = step, (500..<504).contains(reply.code) else { return step }
        errors += 1
        return errors < Self.errorLimit ? step : .hangUp(SMTPReply(421, "4.7.0 Too many errors, closing"))
    }

    // MARK: Message

    private mutating func take(_ line: [UInt8]) -> Step {
        if line == [ASCII.dot] {
            return end()
        }
        guard !line.contains(where: { $0 == ASCII.cr || $0 == ASCII.lf }) else { return spoil(.bareLineEnd) }
        let text = line.first == ASCII.dot ? line.dropFirst() : line[...]
        guard defect == nil else { return .listen }
        guard (body?.count ?? 0) + text.count + 2 <= Self.messageLimit else { return spoil(.tooBig) }
        body?.append(contentsOf: text)
        body?.append(contentsOf: [ASCII.cr, ASCII.lf])
        return .listen
    }

    private mutating func spoil(_ reason: Defect) -> Step {
        defect = defect ?? reason
        body = []
        return .listen
    }

    private mutating func end() -> Step {
        let envelope = MailEnvelope(sender: sender ?? "", recipients: recipients, raw: body ?? [])
        guard let defect else {
            body = nil
            return .ask(.end(envelope))
        }
        reset()
        return .reply(defect.reply)
    }

    private mutating func reset() {
        sender = nil
        recipients = []
        body = nil
        defect = nil
    }
}
