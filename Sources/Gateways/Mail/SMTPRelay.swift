import Jobs
package import Transfers

/// A way out for mail: an address from config.
package struct SMTPRelay: Sendable {
    package let host: String
    package let port: UInt16
    private let url: RelayURL
    private let client: SMTPClient

    /// - Parameter url: `smtp://user:password@host:587?tls=required`, both percent-encoded; `tls` may be `required`
    ///   (STARTTLS, and nothing without it; the default), `implicit` (as `smtps://`) or `none`; `auth` may be `plain`,
    ///   `login` or `xoauth2`, with the token as the password, or in a `token_file`.
    package init(_ url: String, client: SMTPClient) throws(RelayURLError) {
        self.url = try RelayURL(url)
        _ = try self.url.credentials()
        host = self.url.host
        port = self.url.port
        self.client = client
    }

    /// Hands the mail in once at most. Ends by the timeout.
    package func send(_ order: MailOrder, timeout: Duration) async -> RelayAnswer {
        let transfer: MailTransfer
        do {
            transfer = try self.transfer(order, timeout: timeout)
        } catch {
            return RelayAnswer(answer: SendAnswer(.misconfigured, note: "NO_TOKEN"), reply: nil)
        }
        let result = await client.send(transfer)
        return RelayAnswer(answer: SendAnswer(result), reply: result.reply)
    }

    /// Whether the address has a login.
    package var hasLogin: Bool { url.hasLogin }

    /// Greets it, logs in where there is a login, and leaves.
    ///
    /// - Parameter domain: what to greet with.
    package func greet(from domain: String, by probe: ServerProbe) async throws(RelayTrouble) -> RelaySight {
        let credentials: MailRelay.Credentials?
        do throws(RelayURLError) {
            credentials = try url.credentials()
        } catch {
            throw .address(error)
        }
        let relay = MailRelay(
            host: url.host, port: url.port, security: url.security, helloName: domain, credentials: credentials)
        do throws(TransferFailure) {
            return try await probe.greet(relay)
        } catch {
            throw .transfer(error)
        }
    }

    func transfer(_ order: MailOrder, timeout: Duration) throws(RelayURLError) -> MailTransfer {
        let relay = MailRelay(
            host: url.host, port: url.port, security: url.security, helloName: order.from.domain,
            credentials: try url.credentials())
        var mail = MailTransfer(
            relay: relay, sender: order.from.text, recipient: order.to.text, message: order.message)
        mail.timeout = timeout
        mail.connectTimeout = min(mail.connectTimeout, timeout)
        return mail
    }
}

extension MailResult {
    fileprivate var reply: SMTPReply? {
        switch self {
        case .accepted(let reply), .refused(let reply), .deferred(let reply), .misconfigured(let reply): reply
        case .notSent, .maybeSent: nil
        }
    }
}
