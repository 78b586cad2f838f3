import EventLoop
import Logging
import Stores

/// Says what of a Redis, its settings or its history, may cost a promise. Each thing once, until it changes.
final class RedisWatch: Sendable {
    private struct Seen {
        var runID: String?
        var worries: [String] = []
    }

    private let logger: Logger
    private let seen = Locked(Seen())

    init(logger: Logger) {
        self.logger = logger
    }

    @Sendable func hear(_ greeting: RedisGreeting) {
        let worries = Self.worries(about: greeting)
        let (isAnother, news) = seen.withLock { seen in
            defer { seen = Seen(runID: greeting.runID ?? seen.runID, worries: worries) }
            let isAnother = seen.runID != nil && greeting.runID != nil && seen.runID != greeting.runID
            return (isAnother, worries.filter { !seen.worries.contains($0) })
        }
        let place: Logger.Metadata = ["host": "\(greeting.endpoint)"]
        if isAnother {
            logger.warning("Redis was restarted, or another one took over; it may have forgotten jobs", metadata: place)
        }
        for worry in news { logger.warning("\(worry)", metadata: place) }
    }

    static func worries(about greeting: RedisGreeting) -> [String] {
        var worries: [String] = []
        if greeting.role == "slave" {
            worries.append("this Redis is a replica and takes no writes; nothing can be sent")
        }
        switch (greeting.isAppendOnly, greeting.appendSync) {
        case (false, _):
            worries.append("Redis forgets all jobs when it restarts; set appendonly yes and appendfsync always")
        case (_, let sync?) where sync != "always":
            worries.append("Redis may forget the last second when its machine fails; set appendfsync always")
        default: break
        }
        if let memory = greeting.maxMemory, memory > 0, let policy = greeting.maxMemoryPolicy, policy != "noeviction" {
            worries.append("Redis forgets jobs when its memory is full; set maxmemory-policy noeviction")
        }
        return worries
    }
}
