/// Where mail is handed in, and as whom.
package struct MailRelay: Sendable, Unprintable {
    package enum Security: Sendable {
        /// TLS from the first byte (port 465, RFC 8314).
        case implicit
        /// STARTTLS, and nothing is said to a relay that does not offer it (port 587, RFC 3207).
        case startTLS
        /// None: for a relay on this machine.
        case none
    }

    package enum Credentials: Sendable, Unprintable {
        /// By the one mechanism, or without it by PLAIN, else LOGIN, as the relay offers them.
        case password(user: String, password: String, by: PasswordMechanism? = nil)
        /// AUTH XOAUTH2.
        case bearer(user: String, token: String)
    }

    /// Both show the relay the password (RFC 4616; draft-murchison-sasl-login), so each is as safe as the connection.
    package enum PasswordMechanism: String, Sendable {
        case plain = "PLAIN"
        case login = "LOGIN"
    }

    package var host: String
    package var port: UInt16
    package var security: Security
    /// The name to greet with in EHLO: this machine's, as the relay could look it up.
    package var helloName: String
    package var credentials: Credentials?

    package init(host: String, port: UInt16, security: Security, helloName: String, credentials: Credentials? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.helloName = helloName
        self.credentials = credentials
    }
}

extension MailRelay {
    /// libcurl greets with the path.
    var url: String {
        "\(security == .implicit ? "smtps" : "smtp")://\(host):\(port)/\(helloName)"
    }

    var flaw: TransferFailure? {
        guard Self.isName(host), Self.isName(helloName) else { return .unfit("the relay's or our own name") }
        switch credentials {
        case .password(let user, let secret, _), .bearer(let user, let secret):
            return (user + secret).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? nil : .unfit("the login")
        case nil:
            return nil
        }
    }

    /// A host name or an address, in brackets where it is of IPv6 (RFC 3986) or in EHLO (RFC 5321, section 4.1.3).
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "["),
                    UInt8(ascii: "]"):
                    true
                default:
                    false
                }
            }
    }
}
