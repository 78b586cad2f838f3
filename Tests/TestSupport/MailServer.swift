import Glibc

/// A real mail server (aiosmtpd) that prints what it gets.
package final class MailServer: Sendable {
    package enum Security: Sendable {
        case none
        case startTLS(certificate: String, key: String)
        case implicit(certificate: String, key: String)
    }

    package let port = Port.unused()
    private let folder: TemporaryFolder
    private let child: ChildProcess

    package static func start(_ security: Security = .none) async throws -> MailServer {
        try await offThePool { Result { try MailServer(security) } }.get()
    }

    private init(_ security: Security) throws {
        let folder = TemporaryFolder()
        var arguments = ["/usr/bin/python3", "-u", "-m", "aiosmtpd", "-n", "-l", "127.0.0.1:\(port)"]
        switch security {
        case .none: break
        case .startTLS(let certificate, let key): arguments += ["--tlscert", certificate, "--tlskey", key]
        case .implicit(let certificate, let key): arguments += ["--smtpscert", certificate, "--smtpskey", key]
        }
        arguments += ["-c", "aiosmtpd.handlers.Debugging", "stdout"]
        child = ChildProcess(arguments, output: folder.path("out"))
        self.folder = folder
        guard child.waitFor(port) else { throw TestServerError(program: "aiosmtpd", log: printed) }
    }

    /// All mails so far; the line `X-Peer` has the client's port.
    package var printed: String {
        folder.read("out")
    }
}
