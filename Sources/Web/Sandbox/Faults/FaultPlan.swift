/// How the stand-ins were told to fail, and how many messages that still strikes.
struct FaultPlan: Equatable, Sendable {
    private(set) var sms: Fault?
    private(set) var mail: Fault?

    init(sms: Fault? = nil, mail: Fault? = nil) {
        self.sms = sms
        self.mail = mail
    }

    /// Judges the next text message, and counts it when the fault strikes.
    mutating func judge(sms recipient: String) -> Verdict {
        guard let verdict = sms?.verdict(recipient: recipient) else { return Verdict() }
        sms = Self.spent(sms)
        return verdict
    }

    /// Judges a mail at one stage, and counts it when the fault strikes; at `rcpt` every recipient counts.
    mutating func judge(mail stage: MailStage, recipients: [String]) -> Verdict {
        guard let verdict = mail?.verdict(stage: stage, recipients: recipients) else { return Verdict() }
        mail = Self.spent(mail)
        return verdict
    }

    private static func spent(_ fault: Fault?) -> Fault? {
        guard var fault, let times = fault.times else { return fault }
        fault.times = times - 1
        return times > 1 ? fault : nil
    }
}

extension FaultPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case sms, mail
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        sms = try fields.decodeIfPresent(Fault.self, forKey: .sms)
        mail = try fields.decodeIfPresent(Fault.self, forKey: .mail)
        try fields.check(.sms, sms.map { $0.at == nil }, "has no field at, only mail has")
    }
}
