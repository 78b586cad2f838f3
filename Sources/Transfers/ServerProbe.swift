import CCurl
package import Cryptography
import EventLoop

/// Looks at servers without handing them anything: whether they can be reached, until when their certificates hold, what
/// time it is there, what a relay offers.
///
/// Blocks a thread of its own, one question at a time, each over a connection of its own.
package actor ServerProbe {
    /// What a server shows of itself.
    package struct Sight: Sendable, Equatable {
        /// In seconds since 1970; nil without TLS.
        package let certificateEnd: Int?
        /// By the server's clock, in seconds since 1970, where it says so.
        package let time: Int?
    }

    private let loop: EventLoop
    private let timeout: Duration
    private let tls: TLSFiles

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    package init(tls: TLSFiles = TLSFiles(), timeout: Duration) throws(TransferFailure) {
        CurlGlobal.ready()
        self.tls = tls
        self.timeout = timeout
        do {
            loop = try EventLoop(name: "probe")
        } catch {
            throw TransferFailure(CURLE_FAILED_INIT, error.description)
        }
    }

    /// Connects, agrees on keys where the address begins with `https`, and leaves.
    package func reach(_ url: String) throws(TransferFailure) -> Sight {
        let easy = try handle(protocols: "http,https")
        easy.set(CURLOPT_URL, url)
        easy.set(CURLOPT_CONNECT_ONLY, true)
        try perform(easy)
        return Sight(certificateEnd: easy.certificateEnd, time: nil)
    }

    /// Asks for the head of the page at this address, whatever the answer is: it has the time (RFC 9110, 6.6.1).
    package func time(at url: String) throws(TransferFailure) -> Sight {
        let easy = try handle(protocols: "http,https")
        easy.set(CURLOPT_URL, url)
        easy.set(CURLOPT_NOBODY, true)
        try perform(easy)
        return Sight(certificateEnd: easy.certificateEnd, time: easy.date)
    }

    /// Greets a relay, begins TLS and logs in as it is set up, and takes leave.
    package func greet(_ relay: MailRelay) throws(TransferFailure) -> RelaySight {
        if let flaw = relay.flaw { throw flaw }
        let easy = try handle(protocols: "smtp,smtps")
        let words = RelayWords()
        easy.setPlace(relay)
        easy.setLogin(relay.credentials)
        easy.set(CURLOPT_CUSTOMREQUEST, "NOOP")  // without it libcurl asks HELP, which many refuse
        easy.set(CURLOPT_NOBODY, true)
        words.listen(to: easy)
        return try withExtendedLifetime(words) { () throws(TransferFailure) in
            try perform(easy)
            return RelaySight(
                certificateEnd: easy.certificateEnd, offersLogin: words.offersLogin, isLoggedIn: words.isLoggedIn)
        }
    }

    private func handle(protocols: String) throws(TransferFailure) -> EasyHandle {
        let easy = try EasyHandle()
        easy.setGuards(
            protocols: protocols, authorities: tls.authorities, maxIdle: .zero, connectTimeout: timeout,
            timeout: timeout)
        easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, timeout.curlSeconds)
        easy.set(CURLOPT_CERTINFO, true)
        if let identity = tls.identity {
            easy.set(CURLOPT_SSLCERT, identity.certificate)
            easy.set(CURLOPT_SSLKEY, identity.key)
        }
        return easy
    }

    private func perform(_ easy: EasyHandle) throws(TransferFailure) {
        if let flaw = easy.flaw { throw flaw }
        let code = curl_easy_perform(easy.pointer)
        guard code == CURLE_OK else { throw easy.failure(code) }
    }
}
