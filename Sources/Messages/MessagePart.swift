package import Jobs

/// One file of a message; its raw value is the name of that file.
package enum MessagePart: String, CaseIterable, Sendable {
    case sms = "sms.txt"
    case subject = "email.subject.txt"
    case text = "email.txt"
    case html = "email.html"

    package var channel: Channel {
        switch self {
        case .sms: .sms
        case .subject, .text, .html: .email
        }
    }

    package var markup: Markup {
        switch self {
        case .sms, .subject, .text: .text
        case .html: .html
        }
    }
}
