/// One way in which the stand-in gateway or mail server misbehaves.
///
/// `refuse` strikes only those recipients; the other fields strike every message. `drop` goes before `status`:
/// where no answer is given there is no status to see.
struct Fault: Equatable, Sendable {
    enum Drop: String, Codable, Sendable {
        case afterBody = "after_body"
    }

    var status: Int?
    var delayMilliseconds: Int?
    var drop: Drop?
    var refuse: [String]?
    /// How many more messages it strikes; absent: until it is taken away.
    var times: Int?
    /// Mail only; absent: at the end of the message.
    var at: MailStage?

    private var strikesEveryone: Bool { status != nil || delayMilliseconds != nil || drop != nil }
    private var stage: MailStage { drop == nil ? at ?? .end : .end }

    /// The verdict on a text message.
    func verdict(recipient: String) -> Verdict? {
        if refuses(recipient) {
            return Verdict(delayMilliseconds: delayMilliseconds ?? 0, answer: .refuseRecipient)
        }
        return strikesEveryone ? general : nil
    }

    /// The verdict on a mail at one stage of its transaction; a refused recipient is refused at RCPT.
    func verdict(stage: MailStage, recipients: [String]) -> Verdict? {
        if stage == .rcpt, recipients.contains(where: refuses) {
            return Verdict(answer: .refuseRecipient)
        }
        return strikesEveryone && stage == self.stage ? general : nil
    }

    private var general: Verdict {
        let answer: Verdict.Answer = drop != nil ? .drop : status.map { .status($0) } ?? .accept
        return Verdict(delayMilliseconds: delayMilliseconds ?? 0, answer: answer)
    }

    private func refuses(_ recipient: String) -> Bool {
        refuse?.contains { $0.lowercased() == recipient.lowercased() } ?? false
    }
}

extension Fault: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case status, drop, refuse, times, at
        case delayMilliseconds = "delay_ms"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        status = try fields.decodeIfPresent(Int.self, forKey: .status)
        delayMilliseconds = try fields.decodeIfPresent(Int.self, forKey: .delayMilliseconds)
        drop = try fields.decodeIfPresent(Drop.self, forKey: .drop)
        refuse = try fields.decodeIfPresent([String].self, forKey: .refuse)
        times = try fields.decodeIfPresent(Int.self, forKey: .times)
        at = try fields.decodeIfPresent(MailStage.self, forKey: .at)
        try fields.check(.status, status.map((400...599).contains), "must be 400 to 599")
        try fields.check(.delayMilliseconds, delayMilliseconds.map((0...120_000).contains), "must be 0 to 120000")
        try fields.check(.times, times.map((1...1_000_000).contains), "must be 1 to 1000000")
        try fields.check(.refuse, refuse.map { $0.count <= 100 }, "holds 100 at most")
    }
}
