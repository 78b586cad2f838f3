import Jobs
package import Transfers

/// A way out for mail: an address from config.
package struct SMTPRelay: Sendable {
    package let host: String
    package let port: UInt16
    private let url: RelayURL
    private let client: SMTPClient

    /// - Parameter url: `smtp://user:password@host:587?tls=required`, both percent-encoded; `tls` may be `required`
    ///   (STARTTLS, and nothing without it; the default), `implicit` (as `smtps://`) or `none`.
    package init(_ url: String, client: SMTPClient) throws(RelayURLError) {
        self.url = try RelayURL(url)
        host = self.url.host
        port = self.url.port
        self.client = client
    }

    /// Hands the mail in once at most. Ends by the timeout.
    package func send(_ order: MailOrder, timeout: Duration) async -> SendAnswer {
        SendAnswer(await client.send(transfer(order, timeout: timeout)))
    }

    func transfer(_ order: MailOrder, timeout: Duration) -> MailTransfer {
        let relay = MailRelay(
            host: url.host, port: url.port, security: url.security, helloName: order.from.domain,
            credentials: url.credentials)
        var mail = MailTransfer(
            relay: relay, sender: order.from.text, recipient: order.to.text, message: order.message)
        mail.timeout = timeout
        mail.connectTimeout = min(mail.connectTimeout, timeout)
        return mail
    }
}

extension RelayURL {
    fileprivate var credentials: MailRelay.Credentials? {
        guard let user, let password else { return nil }
        return .password(user: user, password: password)
    }
}
