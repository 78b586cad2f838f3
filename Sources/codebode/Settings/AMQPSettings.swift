import Cryptography
import Jobs

/// ## Configuration keys
/// - `amqp.url` (secret): one or more brokers, with commas; `amqps` verifies the certificate.
/// - `amqp.ca_file`, `amqp.cert_file`, `amqp.key_file`: see `TLSFiles`.
/// - `amqp.plaintext`: `true` allows a broker on another machine without TLS; false.
/// - `amqp.management` (secret): RabbitMQ's management API with its user, `https://user:password@host:15671`; none by default.
struct AMQPSettings: Sendable {
    let url: Secret
    let tls: TLSFiles
    let allowsPlaintext: Bool
    let management: ManagementURL?

    init(from reader: inout SettingsReader) {
        url = Secret(reader.text("amqp.url") ?? "amqp://guest:guest@127.0.0.1:5672/%2F")
        tls = TLSFiles(of: "amqp", from: &reader)
        allowsPlaintext = reader.flag("amqp.plaintext", default: false)
        let text = reader.text("amqp.management")
        management = text.flatMap(ManagementURL.init)
        if let management, management.isPlaintext, !management.isLoopback, !allowsPlaintext {
            reader.complain(
                "amqp.management",
                "http:// to another machine: the password can be read on the way; use https://, or say "
                    + "amqp.plaintext: true")
        } else if management == nil, text != nil {
            reader.complain("amqp.management", "https://USER:PASSWORD@HOST:PORT is expected")
        }
    }
}
