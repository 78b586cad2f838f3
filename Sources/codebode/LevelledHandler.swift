import Logging
import Synchronization

/// A level that many loggers share, and that may change.
final class LogLevel: Sendable {
    private static let all = Logger.Level.allCases

    private let index = Atomic(0)

    var current: Logger.Level { Self.all[index.load(ordering: .relaxed)] }

    func set(_ level: Logger.Level) {
        index.store(Self.all.firstIndex(of: level) ?? 0, ordering: .relaxed)
    }
}

/// Hands on what is at the shared level or above it, or at the logger's own level where it has one.
struct LevelledHandler<Base: LogHandler>: LogHandler {
    private var base: Base
    private let shared: LogLevel
    private var own: Logger.Level?

    init(_ base: Base, _ shared: LogLevel) {
        self.base = base
        self.shared = shared
    }

    var logLevel: Logger.Level {
        get { own ?? shared.current }
        set { own = newValue }
    }

    var metadata: Logger.Metadata {
        get { base.metadata }
        set { base.metadata = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { base[metadataKey: key] }
        set { base[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        base.log(event: event)
    }
}
