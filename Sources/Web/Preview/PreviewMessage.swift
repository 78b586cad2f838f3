import Jobs
import Messages

/// One message for one sample, as the page reads it.
struct PreviewMessage: Encodable {
    struct SMS: Encodable {
        let sender: String
        let text: String
        let segments: Int
        /// Until another segment is needed.
        let left: Int
        let isGSM: Bool
        /// The characters that make it dear.
        let unusual: [String]
    }

    struct Mail: Encodable {
        let sender: String
        let subject: String
        let preheader: String
        let text: String
    }

    let sms: SMS?
    /// The same for the longest values.
    let longest: SMS?
    let mail: Mail?

    init(_ choice: PreviewChoice, _ renderer: Renderer, _ kit: PreviewKit, now: Timestamp) throws {
        let isSMS = choice.message.channels.contains(.sms)
        sms = isSMS ? try SMS(renderer.sms(for: choice.job(kit, now: now), at: now), kit.smsSender) : nil
        longest =
            isSMS ? try SMS(renderer.sms(for: choice.longest.job(kit, now: now), at: now), kit.smsSender) : nil
        mail =
            choice.message.channels.contains(.email)
            ? Mail(try renderer.mail(for: choice.job(kit, now: now), at: now)) : nil
    }
}

extension PreviewMessage.SMS {
    init(_ sms: SMSText, _ sender: String) {
        self.sender = sender
        text = sms.revealed
        segments = sms.segments
        isGSM = sms.encoding == .gsm7
        let room = segments == 1 ? sms.encoding.singleSize : segments * sms.encoding.partSize
        left = max(0, room - sms.size.units)
        unusual = Set(text.unicodeScalars.filter { GSMAlphabet.septets(of: $0) == nil }).map(String.init).sorted()
    }
}

extension PreviewMessage.Mail {
    init(_ mail: MailText) {
        sender = "\(mail.from.name) <\(mail.from.address.text)>"
        subject = mail.subject.revealed
        text = mail.text.revealed
        let hidden = mail.html.revealed.firstMatch(of: #/display:none[^>]*>([^<]*)</#)
        preheader = hidden.map { String($0.1) } ?? ""
    }
}
