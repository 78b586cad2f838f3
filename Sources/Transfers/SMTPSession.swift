import CCurl
import EventLoop

/// Hands in one mail at a time, over a connection that stays open for the next.
///
/// It has a thread of its own and blocks it: libcurl's event interface, too, stands still from the end of a message
/// until the relay answers, and would hold up all that shares it.
actor SMTPSession {
    /// Shorter than the 10 seconds that Postfix grants when it is busy: a relay that says 421 to an idle connection
    /// is not noticed before the next mail.
    private static let maxIdle: Duration = .seconds(8)

    /// Seconds that the relay may take to answer when a handle goes; without a limit libcurl grants two minutes.
    private static let maxQuit = 1

    /// Each has its own handle, and so its own connection: libcurl would hand in a mail that needs STARTTLS over a
    /// connection made without, if it had one to the same host and port.
    private struct Destination: Hashable {
        let url: String
        let security: MailRelay.Security
    }

    private let loop: EventLoop
    private let authorities: String?
    private var handles: [Destination: EasyHandle] = [:]

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(authorities: String?) throws(TransferFailure) {
        CurlGlobal.ready()
        self.authorities = authorities
        do {
            loop = try EventLoop(name: "smtp")
        } catch {
            throw TransferFailure(CURLE_FAILED_INIT, error.description)
        }
    }

    isolated deinit {
        // Isolated, because closing a handle says QUIT and waits for the relay: on this thread, not on a caller's.
    }

    /// Blocks until the relay has answered or the deadline has passed; a QUIT may come on top, as long again.
    ///
    /// - Parameter mail: without flaw.
    func perform(_ mail: MailTransfer, until deadline: ContinuousClock.Instant) -> MailResult {
        guard !Task.isCancelled else { return .notSent(.cancelled) }
        let left = deadline - .now
        guard left > .zero else { return .notSent(.outOfTime) }

        do throws(TransferFailure) {
            return try perform(mail, within: left, over: handle(for: mail.relay))
        } catch {
            return .notSent(error)
        }
    }

    private func handle(for relay: MailRelay) throws(TransferFailure) -> EasyHandle {
        let destination = Destination(url: relay.url, security: relay.security)
        if let handle = handles[destination] { return handle }
        let handle = try EasyHandle()
        handles[destination] = handle
        return handle
    }

    private func perform(
        _ mail: MailTransfer, within left: Duration, over easy: EasyHandle
    ) throws(TransferFailure) -> MailResult {
        let exchange = MailExchange(mail)
        defer {
            easy.reset()  // forgets the login, and the exchange before it goes
            easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.maxQuit)
        }
        easy.setGuards(
            protocols: "smtp,smtps", authorities: authorities, maxIdle: Self.maxIdle,
            connectTimeout: min(left, mail.connectTimeout), timeout: left
        )
        easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, left.curlSeconds)  // for QUIT, where the total does not count
        setEnvelope(mail, easy)
        exchange.prepare(easy)
        if let flaw = easy.flaw { throw flaw }
        return withExtendedLifetime(exchange) {
            let result = exchange.result(curl_easy_perform(easy.pointer), easy)
            if case .maybeSent = result { drop(easy) }
            return result
        }
    }

    /// libcurl would use a connection again that still owes the answer to a message, and take that answer, or what was
    /// left of it, for the answer to the next mail's first command.
    private func drop(_ easy: EasyHandle) {
        handles = handles.filter { $0.value !== easy }
    }

    private func setEnvelope(_ mail: MailTransfer, _ easy: EasyHandle) {
        easy.setPlace(mail.relay)
        easy.set(CURLOPT_UPLOAD, true)  // without it libcurl asks VRFY and calls that a success
        if !mail.sender.isEmpty { easy.set(CURLOPT_MAIL_FROM, mail.sender) }
        easy.setLogin(mail.relay.credentials)
    }
}
