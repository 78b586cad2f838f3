import AMQP
import Transfers

/// What `--version` says: ours, and the C libraries that are loaded.
enum Version {
    static let number = "0.1.0"

    /// What gateways see of us; some refuse a request without it.
    static let userAgent = "codebode/\(number)"

    static var text: String {
        "codebode \(number) (\(CurlGlobal.version), librabbitmq \(AMQPLibrary.version))"
    }
}
