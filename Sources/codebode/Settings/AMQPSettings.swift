import Jobs

/// ## Configuration keys
/// - `amqp.url` (secret): one or more brokers, with commas; `amqps` verifies the certificate.
/// - `amqp.ca_file`: PEM of the authorities to trust; the system's by default.
struct AMQPSettings: Sendable {
    let url: Secret
    let caFile: String?

    init(from reader: inout SettingsReader) {
        url = Secret(reader.text("amqp.url") ?? "amqp://guest:guest@127.0.0.1:5672/%2F")
        caFile = reader.text("amqp.ca_file")
    }
}
