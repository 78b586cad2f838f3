package import Cryptography

/// Which Redis a connection goes to, and how long it waits.
package struct RedisOptions: Sendable {
    package let url: RedisURL
    /// There is one if and only if the URL asks for TLS.
    let tls: TLSContext?
    /// From `send` to the reply, waiting for a connection included; also for each step of connecting.
    package var timeout: Duration = .seconds(2)
    /// A larger reply ends the connection. In bytes.
    package var replyLimit = 1 << 20

    /// - Parameter files: for a URL that asks for TLS.
    package init(_ url: RedisURL, files: TLSFiles = TLSFiles()) throws(TLSFileError) {
        self.url = url
        tls = url.usesTLS ? try TLSContext(files) : nil
    }
}
