import Cryptography
import Jobs

/// ## Configuration keys
/// - `amqp.url` (secret): one or more brokers, with commas; `amqps` verifies the certificate.
/// - `amqp.ca_file`, `amqp.cert_file`, `amqp.key_file`: see `TLSFiles`.
/// - `amqp.plaintext`: `true` allows a broker on another machine without TLS; false.
struct AMQPSettings: Sendable {
    let url: Secret
    let tls: TLSFiles
    let allowsPlaintext: Bool

    init(from reader: inout SettingsReader) {
        url = Secret(reader.text("amqp.url") ?? "amqp://guest:guest@127.0.0.1:5672/%2F")
        tls = TLSFiles(of: "amqp", from: &reader)
        allowsPlaintext = reader.flag("amqp.plaintext", default: false)
    }
}
