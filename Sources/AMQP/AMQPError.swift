/// Why a connection, or one question to the broker, came to nothing.
package enum AMQPError: Error, Equatable {
    /// librabbitmq's own status (`amqp_status_enum`); the connection is lost.
    case library(code: Int32, text: String)
    /// The broker closed the channel or the connection, with an AMQP reply code.
    case broker(code: UInt16, text: String)
    case missingQueue(String)
    /// The broker ended our consumer: the queue was deleted, or moved.
    case consumerCancelled(queue: String)
    case protocolViolation(String)
    /// A certificate or key file cannot be used.
    case tlsFile(String)
    /// A system call for the socket failed.
    case system(String)
    case notConnected
}

extension AMQPError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .library(let code, let text): "\(text) (librabbitmq \(code))"
        case .broker(let code, let text): "\(text) (\(code))"
        case .missingQueue(let queue): "there is no queue \(queue); run: codebode topology declare"
        case .consumerCancelled(let queue): "the broker cancelled the consumer of \(queue)"
        case .protocolViolation(let what): "the broker broke the protocol: \(what)"
        case .tlsFile(let path): "unusable certificate or key file: \(path)"
        case .system(let what): what
        case .notConnected: "not connected to a broker"
        }
    }

    /// The number for logs: AMQP's reply code, or librabbitmq's status.
    package var code: Int? {
        switch self {
        case .library(let code, _): Int(code)
        case .broker(let code, _): Int(code)
        case .missingQueue: 404
        case .consumerCancelled, .protocolViolation, .tlsFile, .system, .notConnected: nil
        }
    }
}
