import Worker

/// Why a message lies with the dead letters: as the worker that put it there says, or as RabbitMQ recorded.
enum DeathReason: Equatable {
    case worker(SetAsideReason)
    /// RabbitMQ's words: `rejected`, `delivery_limit`, `expired`, `maxlen`.
    case broker(String)
    case unknown

    private static let brokerWords = [
        "rejected": "a worker gave it up",
        "delivery_limit": "it came back unsettled 20 times",
        "expired": "its time in the queue was over",
        "maxlen": "its queue was full",
    ]

    static var names: [String] { SetAsideReason.allCases.map(\.rawValue) + brokerWords.keys.sorted() }

    /// - Parameter record: as RabbitMQ has it.
    init(record: String) {
        self = Self.brokerWords[record] == nil ? .unknown : .broker(record)
    }

    /// For `--reason`, and for programs.
    var name: String {
        switch self {
        case .worker(let reason): reason.rawValue
        case .broker(let record): record
        case .unknown: "unknown"
        }
    }

    var words: String {
        switch self {
        case .worker(.unreadable): "it cannot be read"
        case .worker(.waitedTooLong): "the store gave no answer for too long"
        case .worker(.crashed): "it took its workers down"
        case .broker(let record): Self.brokerWords[record] ?? record
        case .unknown: "nobody wrote down why"
        }
    }
}
