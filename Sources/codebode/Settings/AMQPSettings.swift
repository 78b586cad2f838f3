import AMQP
import Jobs

/// ## Configuration keys
/// - `amqp.url` (secret): one or more brokers, with commas; `amqps` verifies the certificate.
/// - `amqp.ca_file`: PEM of the authorities to trust; the system's by default.
/// - `amqp.cert_file`, `amqp.key_file`: PEM of our own certificate and its key, for a broker that asks for one; both or
///   neither.
/// - `amqp.plaintext`: `true` allows a broker on another machine without TLS; false.
/// - `amqp.management` (secret): RabbitMQ's management API with its user, `https://user:password@host:15671`; none by default.
struct AMQPSettings: Sendable {
    let url: Secret
    let caFile: String?
    let identity: TLSFiles.Identity?
    let allowsPlaintext: Bool
    let management: ManagementURL?

    init(from reader: inout SettingsReader) {
        url = Secret(reader.text("amqp.url") ?? "amqp://guest:guest@127.0.0.1:5672/%2F")
        caFile = reader.text("amqp.ca_file")
        let (certificate, key) = (reader.text("amqp.cert_file"), reader.text("amqp.key_file"))
        identity = certificate.flatMap { certificate in
            key.map { TLSFiles.Identity(certificate: certificate, key: $0) }
        }
        if identity == nil, certificate != nil || key != nil {
            reader.complain(
                certificate == nil ? "amqp.cert_file" : "amqp.key_file",
                "amqp.cert_file and amqp.key_file belong together, and this one is empty")
        }
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
