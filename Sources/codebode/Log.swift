import Foundation
import Jobs
import Logging

/// Log lines on standard error: one JSON object each, or text for a terminal.
enum Log {
    /// Of all loggers, from now on; what a logger keeps for itself stands above it.
    static let level = LogLevel()

    static func bootstrap(_ settings: LogSettings) {
        level.set(settings.level)
        LoggingSystem.bootstrap { label in
            switch settings.format {
            case .json: LevelledHandler(JSONLogHandler(label: label, logLevel: .trace), level)
            case .text: LevelledHandler(StreamLogHandler.standardError(label: label), level)
            }
        }
    }
}

/// One line a message, keys in a fixed order, every value escaped: nothing that a peer sent can forge a line.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(label: String, logLevel: Logger.Level) {
        self.label = label
        self.logLevel = logLevel
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        // A full disk or a closed pipe loses the line, not the worker.
        try? FileHandle.standardError.write(
            contentsOf: Data(Self.line(label, event, inherited: metadata, at: .wallClock)))
    }

    static func line(
        _ label: String, _ event: LogEvent, inherited: Logger.Metadata, at now: Timestamp
    ) -> [UInt8] {
        let metadata = inherited.merging(event.metadata ?? [:]) { _, own in own }
        var json = JSONWriter()
        json.object { json in
            json.string("time", now.rfc3339)
            json.string("level", event.level.rawValue)
            json.string("logger", label)
            json.string("message", event.message.description)
            for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
                json.string(key, "\(value)")
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }
}

extension Timestamp {
    /// Now, by the clock that everybody shares.
    static var wallClock: Timestamp {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
