import TestSupport
import Testing

@testable import Transfers

extension MailTransfer {
    /// A mail to a relay of the test, with what must never show up in a result.
    static func mail(
        to port: UInt16, _ security: MailRelay.Security = .none, login: MailRelay.Credentials? = nil,
        timeout: Duration = .seconds(10)
    ) -> MailTransfer {
        let relay = MailRelay(
            host: "127.0.0.1", port: port, security: security, helloName: "worker.example", credentials: login
        )
        let text = "Subject: code\r\n\r\nDe code is \(HTTPRequest.secret).\r\n.dot\r\n"
        var mail = MailTransfer(
            relay: relay, sender: "noreply@portal.example", recipient: "jan@example.nl", message: Array(text.utf8)
        )
        mail.timeout = timeout
        return mail
    }
}

extension MailResult {
    var accepted: SMTPReply? {
        if case .accepted(let reply) = self { reply } else { nil }
    }

    /// The verdict and what it rests on, as "refused 550 5.1.1 text".
    var summary: String {
        switch self {
        case .accepted(let reply): "accepted \(reply)"
        case .refused(let reply): "refused \(reply)"
        case .deferred(let reply): "deferred \(reply)"
        case .misconfigured(let reply): "misconfigured \(reply)"
        case .notSent(let failure): "notSent \(failure.checked.name)"
        case .maybeSent(let failure): "maybeSent \(failure.checked.name)"
        }
    }
}
