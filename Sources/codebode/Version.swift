import AMQP
import Transfers

/// What `--version` says: ours, and the C libraries that are loaded.
enum Version {
    static let number = "0.1.0"

    static var text: String {
        "codebode \(number) (\(CurlGlobal.version), librabbitmq \(AMQPLibrary.version))"
    }
}
