/// One answer of the mail server; more than one line makes it a multi-line answer (RFC 5321, 4.2.1).
struct SMTPReply: Equatable {
    let code: Int
    let lines: [String]

    init(_ code: Int, _ lines: String...) {
        self.code = code
        self.lines = lines
    }

    /// As it goes over the wire.
    var wire: String {
        lines.enumerated().map { index, line in
            "\(code)\(index == lines.count - 1 ? " " : "-")\(line)\r\n"
        }.joined()
    }

    /// What a told-to-fail server says; the class of the enhanced code follows the reply's (RFC 3463).
    static func simulated(_ status: Int) -> SMTPReply {
        SMTPReply(status, "\(status / 100).3.0 Simulated fault")
    }

    static let banner = SMTPReply(220, "sandbox.invalid ESMTP Codebode sandbox, delivers to nobody")
    static let idle = SMTPReply(421, "4.4.2 Idle for too long, closing")
    static let lineTooLong = SMTPReply(500, "5.5.2 Line too long")
}
