import Jobs

/// Puts a mail together as ASCII lines, each ended by CRLF (RFC 5322, RFC 2045, RFC 2046): of at most 76 characters, but for
/// long addresses and ids, which nothing may break; of at most 998 in any case.
struct MailComposer {
    /// Cannot occur in a part: quoted-printable follows `=` with hex digits or an end of line only (RFC 2045, 6.7).
    private static let boundary = "=_alternative"
    private static let inner = "=_related"

    private var bytes: [UInt8] = []

    static func message(_ mail: MailText, date: Timestamp) -> [UInt8] {
        var composer = MailComposer()
        let logoSize = mail.logo?.encoded.count ?? 0
        composer.bytes.reserveCapacity(2_048 + logoSize + (mail.text.count + mail.html.count) * 5 / 4)
        composer.headers(of: mail, date: date)
        composer.line("--\(boundary)")
        composer.part("text/plain", mail.text)
        composer.line("--\(boundary)")  // the last is the one preferred (RFC 2046, 5.1.4)
        if let logo = mail.logo {
            composer.related(mail.html, logo)
        } else {
            composer.part("text/html", mail.html)
        }
        composer.line("--\(boundary)--")
        return composer.bytes
    }

    private mutating func headers(of mail: MailText, date: Timestamp) {
        line("Date: \(Self.date(date))")
        mailbox("From: ", mail.from.name, mail.from.address)
        mailbox("To: ", mail.name?.text, mail.to)
        line(HeaderText("Subject: ").unstructured(mail.subject.revealed))
        line("Message-ID: \(mail.id)")
        line("MIME-Version: 1.0")
        line("Auto-Submitted: auto-generated")  // RFC 3834
        line("X-Auto-Response-Suppress: OOF, AutoReply")  // [MS-OXCMAIL] 2.2.3.2.14
        line("Content-Language: \(mail.language.rawValue)")
        line("Content-Type: multipart/alternative; boundary=\"\(Self.boundary)\"")
        line("")
    }

    private mutating func mailbox(_ header: String, _ name: String?, _ address: EmailAddress) {
        guard let name else { return line(header + "<\(address.text)>") }
        line(HeaderText(header).phrase(name))
        bytes.removeLast(2)
        let length = bytes.count - ((bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        let isShort = length + address.text.utf8.count + 3 <= HeaderText.lineLength
        line((isShort ? " " : "\r\n ") + "<\(address.text)>")
    }

    /// The HTML and what it shows (RFC 2387).
    private mutating func related(_ html: Secret, _ logo: Logo) {
        line("Content-Type: multipart/related; boundary=\"\(Self.inner)\"; type=\"text/html\"")
        line("")
        line("--\(Self.inner)")
        part("text/html", html)
        line("--\(Self.inner)")
        line("Content-Type: image/png")
        line("Content-Transfer-Encoding: base64")
        line("Content-ID: <\(Logo.contentID)>")
        line("Content-Disposition: inline; filename=\"logo.png\"")
        line("")
        bytes.append(contentsOf: logo.encoded)
        line("")
        line("--\(Self.inner)--")
    }

    private mutating func part(_ type: String, _ content: Secret) {
        line("Content-Type: \(type); charset=utf-8")
        line("Content-Transfer-Encoding: quoted-printable")
        line("")
        content.withBytes { QuotedPrintable.encode($0, into: &bytes) }
        line("")
    }

    private mutating func line(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(contentsOf: [0x0D, 0x0A])
    }
}

extension MailComposer {
    /// `Sun, 22 Nov 2026 15:20:05 +0100`: English names whatever the locale (RFC 5322, 3.3).
    static func date(_ moment: Timestamp) -> String {
        let time = LocalTime(moment)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = [time.hour, time.minute, time.second].map(\.twoDigits).joined(separator: ":")
        let zone = (time.offset < 0 ? "-" : "+") + (abs(time.offset) / 60).twoDigits + (abs(time.offset) % 60).twoDigits
        return "\(days[time.weekday - 1]), \(time.day) \(months[time.month - 1]) \(time.year) \(clock) \(zone)"
    }
}
